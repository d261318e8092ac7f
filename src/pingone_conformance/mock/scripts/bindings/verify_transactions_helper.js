// "Access PingOne Verify transactions and manage associated user". The page's maps are objects; Ping's own examples take
// them for JSON texts and parse them. Both work: as a text, such an object is its JSON.
(function (host, support) {
  var stringify = JSON.stringify;

  function map(value) {
    if (value !== null && typeof value === "object") {
      support.hide(value, "toString", function () { return stringify(value); });
    }
    return value;
  }

  var helper = support.methods("verifyTransactionsHelper", host, {
    getLastVerifyTransaction: [0, 0], getAllVerifyTransactions: [0, 0], getAllMetadata: [1, 1],
    getAllVerifiedData: [1, 1], getVerifiedDataByType: [2, 2], getVerifiedData: [2, 2], getUser: [0, 0], updateUser: [1, 1]
  }, map);
  support.hide(helper, "deleteUser", support.checked("verifyTransactionsHelper", "deleteUser", [0, 0], function () {
    host("deleteUser");
  }));
  return helper;
})
