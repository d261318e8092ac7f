// Stands behind an outcome of a sample: says which one, and what the node state has under a name.
trial("outcome", function () { return given.outcome; });
trial("state", function () { return String(nodeState.get(given.state)); });
