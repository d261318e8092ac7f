// httpClient, both engines: whether the binding does what it is for.
trial("status", function () {
  if (typeof callbacksBuilder !== "undefined") return httpClient.send(given.httpbin + "/status/201").get().status;
  var request = new org.forgerock.http.protocol.Request();
  request.setUri(given.httpbin + "/status/201");
  request.setMethod("GET");
  var response = httpClient.send(request).get();
  return Number(response.getStatus ? response.getStatus().getCode() : response.getStatusCode());
});
