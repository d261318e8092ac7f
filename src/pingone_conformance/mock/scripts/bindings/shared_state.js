// The shared part of the node state, in legacy scripts: a java.util.Map.
(function (host, support) {
  return support.methods("sharedState", host, { get: [1, 1], put: [2, 2], remove: [1, 1], containsKey: [1, 1] });
})
