// httpClient, next-generation: requests by instances of the Http Client service.
given.requests.forEach(function (options, index) {
  trial("request " + index, function () { return httpClient.send(given.address, options).get().status; });
});
