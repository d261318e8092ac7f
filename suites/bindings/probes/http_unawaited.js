// httpClient, next-generation: requests to whose responses nothing reacts.
httpClient.send(given.httpbin + "/anything?alone=yes");
httpClient.send(given.httpbin + "/anything", {
  method: "PUT",
  headers: { "X-Probe": "unawaited" },
  token: "abcd-1234",
  body: { text: "Zoë" }
});
httpClient.send(given.httpbin + "/anything", { method: "POST", form: { "a b": "c&d" } });
