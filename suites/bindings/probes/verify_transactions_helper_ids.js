// Takes ids from what the methods gave, and hands them to the methods that want one.
nodeState.putShared("pingOneUserId", given.user);

function p1cPlain(found) {
  var read = plain(found);
  return typeof read === "string" ? JSON.parse(read) : read;
}

function p1cOne(list) {
  var id = p1cPlain(list)._embedded.verifiedData[0].id;
  var got = p1cPlain(verifyTransactionsHelper.getVerifiedData(given.transaction, id));
  return { wanted: id, id: got.id, data: !!got.data };
}

trial("all", function () {
  return p1cOne(verifyTransactionsHelper.getAllVerifiedData(given.transaction));
});
trial("byType", function () {
  return p1cOne(verifyTransactionsHelper.getVerifiedDataByType(given.transaction, "SELFIE"));
});
trial("metadataOfLast", function () {
  var id = p1cPlain(verifyTransactionsHelper.getLastVerifyTransaction()).id;
  return p1cPlain(verifyTransactionsHelper.getAllMetadata(id));
});
trial("dataOfLast", function () {
  var id = p1cPlain(verifyTransactionsHelper.getLastVerifyTransaction()).id;
  return p1cPlain(verifyTransactionsHelper.getAllVerifiedData(id));
});
