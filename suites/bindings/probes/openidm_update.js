// Replaces a user.
trial("updated", function () {
  return plain(openidm.update(given.resource + "/" + given.id, null, given.content));
});
