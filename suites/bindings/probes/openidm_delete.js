// Deletes a user twice, and one that nobody has.
trial("deleted", function () { return plain(openidm["delete"](given.resource + "/" + given.id, null)); });
trial("again", function () { return openidm["delete"](given.resource + "/" + given.id, null); });
trial("nobody", function () { return openidm["delete"](given.resource + "/" + given.nobody, null); });
