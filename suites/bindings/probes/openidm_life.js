// The life of one user, as the example on the page has it.
var p1cPath;

trial("create", function () {
  p1cPath = given.resource + "/" + openidm.create(given.resource, null, given.user)._id;
  return p1cPath;
});
trial("read", function () { return plain(openidm.read(p1cPath)); });
trial("update", function () {
  var user = openidm.read(p1cPath);
  user.description = "New description";
  return plain(openidm.update(p1cPath, null, user));
});
trial("patch", function () {
  return plain(openidm.patch(p1cPath, null, [{ "operation": "replace", "field": "/mail", "value": given.mail }]));
});
trial("query", function () {
  return openidm.query(given.resource, { "_queryFilter": `/userName eq '${given.user.userName}'` }, ["*", "_id"])
    .result[0].givenName;
});
trial("action", function () { return typeof openidm.action; });
trial("delete", function () { return plain(openidm["delete"](p1cPath, null)); });
