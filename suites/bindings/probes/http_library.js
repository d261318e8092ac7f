// httpClient, the synchronous example: functions of a library script, which may be handed the node state.
trial("function", function () { return require(given.library).twice(21); });
trial("text", function () { return String(require(given.library).greet("Zoë")); });
trial("by another function", function () { return require(given.library).fourTimes(10.5); });
trial("hidden", function () { return typeof require(given.library).hidden + typeof twice; });
trial("own", function () {
  var library = require(given.library);
  return [typeof library.twice, typeof library.missing];
});

trial("read", function () {
  nodeState.putShared("p1cRead", "a value of the script");
  return String(require(given.library).read(nodeState, "p1cRead"));
});
trial("written", function () {
  require(given.library).write(nodeState, "p1cWritten", "a value of the library");
  return String(nodeState.get("p1cWritten"));
});
trial("token", function () {
  nodeState.putTransient("p1cToken", "abcd-1234");
  var options = { method: "GET", token: require(given.library).bearer(nodeState) };
  return JSON.parse(String(httpClient.send(given.httpbin + "/anything", options).get().text())).headers;
});
