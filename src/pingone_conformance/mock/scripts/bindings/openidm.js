// The functions of "Access IDM scripting functions"; what they return are plain objects.
(function (host, support) {
  return support.methods("openidm", host, {
    create: [3, 5], read: [1, 3], update: [3, 5], "delete": [2, 4], patch: [3, 5], action: [2, 5], query: [2, 3]
  });
})
