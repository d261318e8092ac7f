// Changes fields of a user.
trial("patched", function () {
  return plain(openidm.patch(given.resource + "/" + given.id, null, given.operations));
});
