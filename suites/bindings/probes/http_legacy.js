// httpClient, legacy: a Request object is sent, and the response answers by methods.
function request(path, method) {
  var made = new org.forgerock.http.protocol.Request();
  made.setUri(given.httpbin + path);
  made.setMethod(method || "GET");
  return made;
}

function get(path) {
  return httpClient.send(request(path)).get();
}

// A text of JavaScript or of Java.
function text(value) {
  if (value === null || value === undefined || Array.isArray(value)) throw new Error("no text: " + value);
  return String(value);
}

function number(value) {
  if (typeof value === "string" || typeof value === "boolean") throw new Error("no number: " + value);
  return Number(value);
}

// The examples read the status in one way, the list of methods has another.
function code(response) {
  return response.getStatus ? response.getStatus().getCode() : response.getStatusCode();
}

function yes(value) {
  if (String(value) !== "true" && String(value) !== "false") throw new Error("neither true nor false: " + value);
  return String(value) === "true";
}

// What a Java map has for a name that proxies may have written in small letters.
function entry(map, name) {
  var found = map.get(name);
  return found === null ? map.get(name.toLowerCase()) : found;
}

function arrived(sent) {
  var echoed = JSON.parse(String(httpClient.send(sent).get().getEntity().getString()));
  Object.keys(echoed.headers).forEach(function (name) { echoed[name.toLowerCase()] = echoed.headers[name]; });
  return echoed;
}

["GET", "POST", "PUT", "DELETE"].forEach(function (method) {
  trial("method " + method, function () { return arrived(request("/anything?one=a%20b", method)); });
});
trial("entity", function () {
  var sent = request("/anything?two=%2B", "POST");
  sent.getHeaders().add("Content-Type", "application/json;");
  sent.getHeaders().add("Authorization", "Bearer abcd-1234");
  sent.getHeaders().add("X-Probe", "a b; c=\"d\"");
  sent.setEntity(JSON.stringify(given.sent));
  return arrived(sent);
});

trial("get", function () { return number(code(get("/status/200"))); });
trial("slides", function () { return JSON.parse(get("/json").getEntity().getString()); });
trial("text", function () { return text(get("/base64/" + given.encoded).getEntity().getString()); });
trial("no text", function () { return text(get("/status/200").getEntity().getString()); });
trial("cookie", function () { return text(get("/response-headers" + given.query).getCookies().get("crumb")); });
trial("header", function () { return text(entry(get("/response-headers" + given.query).getHeaders(), "X-Probe")); });
trial("with cookies", function () { return yes(get("/response-headers" + given.query).hasCookies()); });
trial("without cookies", function () { return yes(get("/json").hasCookies()); });
trial("with headers", function () { return yes(get("/response-headers" + given.query).hasHeaders()); });
given.statuses.forEach(function (status) {
  trial("getCode " + status, function () { return number(get("/status/" + status).getStatus().getCode()); });
  trial("getStatusCode " + status, function () { return number(get("/status/" + status).getStatusCode()); });
  trial("getReasonPhrase " + status, function () { return text(get("/status/" + status).getReasonPhrase()); });
});
