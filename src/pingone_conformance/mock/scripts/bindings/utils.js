// "Access utility functions". Bytes, as secrets give them, can be encoded and decoded like text.
(function (host, support) {
  function content(value) {
    if (value === undefined || value === null) return null;
    return Array.isArray(value) ? value : String(value);
  }

  function method(object, name, run) {
    support.hide(object, name.split(".").pop(), support.checked("utils", name, run.length ? [1, 1] : [0, 0], run));
  }

  function codec(name) {
    var found = {};
    method(found, name + ".encode", function (value) { return host(name + ".encode", content(value)); });
    method(found, name + ".decode", function (value) { return host(name + ".decode", content(value)); });
    return found;
  }

  var crypto = {};
  method(crypto, "crypto.randomUUID", function () { return host("crypto.randomUUID"); });
  method(crypto, "crypto.getRandomValues", function (array) {
    var numbers = host("crypto.getRandomValues", Array.isArray(array) ? array.length : null);
    for (var i = 0; i < numbers.length; i++) array[i] = numbers[i];
    return array;
  });
  return { crypto: crypto, base64: codec("base64"), base64url: codec("base64url") };
})
