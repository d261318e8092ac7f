// Reads a user, makes JSON text of it, changes it and hands it to update.
var p1cUser;

trial("read", function () {
  p1cUser = openidm.read(given.resource + "/" + given.id);
  return plain(p1cUser);
});
trial("text", function () { return JSON.parse(JSON.stringify(p1cUser)); });
trial("changed", function () {
  p1cUser.description = given.description;
  return String(p1cUser.description);
});
trial("updated", function () {
  return plain(openidm.update(given.resource + "/" + given.id, null, p1cUser));
});
trial("again", function () { return plain(openidm.read(given.resource + "/" + given.id)); });
