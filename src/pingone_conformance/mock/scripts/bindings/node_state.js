// The node state of the next generation: values are native ones, and copies.
(function (host, support) {
  var writes = { putShared: true, putTransient: true, mergeShared: true, mergeTransient: true };
  var nodeState = {};
  var signatures = {
    get: [1, 1], getObject: [1, 1], isDefined: [1, 1], keys: [0, 0], putShared: [2, 2], putTransient: [2, 2],
    mergeShared: [1, 1], mergeTransient: [1, 1], remove: [1, 1]
  };
  Object.keys(signatures).forEach(function (method) {
    support.hide(nodeState, method, support.checked("nodeState", method, signatures[method], function () {
      var answer = host.apply(null, [method].concat(support.items(arguments, 0)));
      if (writes[method]) return nodeState;
      return method === "keys" ? support.list(answer) : answer;
    }));
  });
  return nodeState;
})
