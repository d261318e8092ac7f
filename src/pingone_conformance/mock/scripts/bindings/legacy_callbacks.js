// What the client entered, as the list of Java callbacks that legacy scripts get.
(function (host, support) {
  var callbacks = {};
  support.hide(callbacks, "isEmpty", function () { return host("isEmpty"); });
  support.hide(callbacks, "size", function () { return host("size"); });
  support.hide(callbacks, "get", function (index) {
    var entered = host("get", index), callback = {};
    ["getName", "getPassword", "getText", "getValue", "getSelectedIndex"].forEach(function (method) {
      support.hide(callback, method, function () { return entered.value; });
    });
    support.hide(callback, "getSelectedIndexes", function () { return [].concat(entered.value); });
    support.hide(callback, "getId", function () { return entered.id; });
    return callback;
  });
  return callbacks;
})
