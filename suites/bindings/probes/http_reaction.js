// httpClient, both engines: what reactions to responses do is seen in the log.
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

["/json", "/status/404", "/status/500"].forEach(function (path) {
  sent(path).then(function (response) {
    var status = legacy ? code(response) : response.status;
    var text = String(legacy ? response.getEntity().getString() : response.text());
    logger.error("reaction " + path + " " + status + " " + text.indexOf("slideshow"));
  });
});
logger.error("the script goes on");
