// The request's parameters: a map from a name to a list of values.
(function (host, support) {
  return support.methods("requestParameters", host, { get: [1, 1], containsKey: [1, 1] }, function (answer) {
    return Array.isArray(answer) ? support.list(answer) : answer;
  });
})
