// httpClient, both engines: promises of responses. httpbin takes two seconds for /delay/2.
// Legacy scripts build their callbacks in another way.
var legacy = typeof callbacksBuilder === "undefined";

function sent(path) {
  if (!legacy) return httpClient.send(given.httpbin + path);
  var request = new org.forgerock.http.protocol.Request();
  request.setUri(given.httpbin + path);
  request.setMethod("GET");
  return httpClient.send(request);
}

// The examples read the status in one way, the list of methods has another.
function code(response) {
  return response.getStatus ? response.getStatus().getCode() : response.getStatusCode();
}

function status(response) {
  return legacy ? code(response) : response.status;
}

function text(response) {
  return String(legacy ? response.getEntity().getString() : response.text());
}

trial("waited for", function () { return status(sent("/status/201").get()); });
trial("waited for in turn", function () {
  var first = sent("/status/404"), second = sent("/json");
  return [status(second.get()), status(first.get())];
});
trial("read", function () { return JSON.parse(text(sent("/json").get())); });

var handled = 0;
trial("a promise", function () {
  var promise = sent("/delay/2");
  return { then: typeof promise.then, get: typeof promise.get, status: typeof promise.status };
});
trial("handled at once", function () {
  sent("/delay/2").then(function () { handled += 1; });
  return handled;
});
trial("a failing reaction", function () {
  sent("/delay/2").then(function () { throw new Error("of a reaction"); });
  return "went on";
});
trial("handled later", function () { return handled; });
