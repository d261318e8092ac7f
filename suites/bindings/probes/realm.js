trial("realm", function () { return realm; });
trial("joined", function () { return "realm: " + realm; });
