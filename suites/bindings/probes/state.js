// What the node state has under a name.
trial("state", function () { return String(nodeState.get(given.name)); });
