// httpClient, legacy: a response without any header.
trial("hasHeaders", function () {
  var request = new org.forgerock.http.protocol.Request();
  request.setUri(given.address);
  request.setMethod("GET");
  return String(httpClient.send(request).get().hasHeaders());
});
