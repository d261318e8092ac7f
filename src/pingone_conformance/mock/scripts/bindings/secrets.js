// "Access secrets and credentials": a secret shows its value as text or as signed bytes.
(function (host, support) {
  return support.methods("secrets", host, { getGenericSecret: [1, 1] }, function (value) {
    var secret = {};
    support.hide(secret, "getAsUtf8", support.checked("secret", "getAsUtf8", [0, 0], function () {
      return value.utf8;
    }));
    support.hide(secret, "getAsBytes", support.checked("secret", "getAsBytes", [0, 0], function () {
      return value.bytes.slice();
    }));
    return secret;
  });
})
