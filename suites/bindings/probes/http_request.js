// httpClient, next-generation: what is sent. httpbin's /anything answers with the request that it got.
var echoes = given.httpbin + "/anything";

function echo(promise) {
  return JSON.parse(String(promise.get().text()));
}

function header(echoed, wanted) {
  var found = null;
  Object.keys(echoed.headers).forEach(function (name) {
    if (name.toLowerCase() === wanted) found = echoed.headers[name];
  });
  return found;
}

// What arrived of a request with these options, with its headers that the rules are about by their names.
function arrived(options) {
  var echoed = echo(options ? httpClient.send(echoes, options) : httpClient.send(echoes));
  ["authorization", "content-type", "x-probe", "x-second-probe"].forEach(function (name) {
    echoed[name] = header(echoed, name);
  });
  return echoed;
}

function Options() {
  this.method = "PUT";
  this.headers = { "X-Probe": "constructed" };
}

var built = {};
built["method"] = "PUT";
built.headers = {};
built.headers["X-" + "Probe"] = "built";

trial("native, written", function () { return arrived({ method: "PUT", headers: { "X-Probe": "written" } }); });
trial("native, built", function () { return arrived(built); });
trial("native, constructed", function () { return arrived(new Options()); });
trial("native, parsed", function () {
  return arrived(JSON.parse('{"method": "PUT", "headers": {"X-Probe": "parsed"}}'));
});

["GET", "POST", "PUT", "PATCH", "DELETE"].forEach(function (method) {
  trial("method " + method, function () { return arrived({ method: method }); });
});

trial("headers", function () {
  return arrived({ method: "GET", headers: { "X-Probe": "a b; c=\"d\", e", "X-Second-Probe": "2" } });
});

given.tokens.forEach(function (token, index) {
  trial("token " + index, function () { return arrived({ method: "GET", token: token }); });
});

given.texts.forEach(function (text, index) {
  trial("text " + index, function () {
    return arrived({ method: "POST", headers: { "Content-Type": "text/plain" }, body: text });
  });
});
trial("text of JSON", function () {
  return arrived({ method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ a: [1] }) });
});
given.objects.forEach(function (object, index) {
  trial("object " + index, function () {
    return arrived({ method: "POST", headers: { "Content-Type": "application/json" }, body: object });
  });
  trial("object without a type " + index, function () { return arrived({ method: "POST", body: object }); });
});

given.forms.forEach(function (form, index) {
  trial("form " + index, function () { return arrived({ method: "POST", form: form }); });
});

trial("query and options", function () {
  return echo(httpClient.send(echoes + "?one=a%20b&two=%2B%26&three=", { method: "POST" }));
});
// Last, so that what is left of earlier requests would show.
trial("URI alone", function () { return arrived(); });
trial("query alone", function () { return echo(httpClient.send(echoes + "?one=a%20b&two=%2B%26&three=")); });
