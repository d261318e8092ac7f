// The node state of the next generation: values are native ones, and copies. What writes can be chained.
(function (host, support) {
  var reads = { get: [1, 1], getObject: [1, 1], isDefined: [1, 1], keys: [0, 0] };
  return support.methods("nodeState", host, {
    get: [1, 1], getObject: [1, 1], isDefined: [1, 1], keys: [0, 0], putShared: [2, 2], putTransient: [2, 2],
    mergeShared: [1, 1], mergeTransient: [1, 1], remove: [1, 1]
  }, function (answer, nodeState, method) {
    if (method === "keys") return support.list(answer);
    return reads[method] || method === "remove" ? answer : nodeState;
  });
})
