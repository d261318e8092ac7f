// Creates two users, without ids of their own, and reads members of the first one directly.
var p1cFirst;

trial("functions", function () {
  return [openidm.create, openidm.read, openidm.update, openidm["delete"], openidm.patch, openidm.action,
    openidm.query].map(function (found) { return typeof found; });
});
trial("first", function () {
  p1cFirst = openidm.create(given.resource, null, given.users[0]);
  return plain(p1cFirst);
});
trial("id", function () { return p1cFirst._id; });
trial("userName", function () { return String(p1cFirst.userName); });
trial("givenName", function () { return String(p1cFirst.givenName); });
trial("sn", function () { return String(p1cFirst.sn); });
trial("second", function () { return plain(openidm.create(given.resource, null, given.users[1])); });
