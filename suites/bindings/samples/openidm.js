// Script bindings, "Access IDM scripting functions": a user from creation to deletion, and a mail.
var name = "sample-user";

var created = openidm.create("managed/alpha_user", null, {
  "userName": name,
  "mail": "sample-user@example.com",
  "givenName": "Sample",
  "sn": "User"});
var id = created._id;

var found = openidm.read("managed/alpha_user/" + id);
logger.debug("found: " + JSON.stringify(found));

found.description = 'Changed by a sample';
var updated = openidm.update("managed/alpha_user/" + id, null, found);

var patched = openidm.patch("managed/alpha_user/" + id, null, [{
  "operation": "replace",
  "field": "/mail",
  "value": "other@example.com"
}]);

var queried = openidm.query("managed/alpha_user",
  {"_queryFilter": `/userName eq '${name}'`}, ["*", "_id"]);
logger.debug("results: " + queried.resultCount);
logger.debug("first: " + queried.result[0].givenName);

var sent = openidm.action("external/email", "send", {
  "from": "sender@example.com",
  "to": patched.mail,
  "subject": "Sample",
  "body": "A sample"
});
logger.debug("mail: " + (sent ? sent.status + " " + sent.message : "no answer"));

openidm.delete('managed/alpha_user/' + id, null);

action.goTo("true");
