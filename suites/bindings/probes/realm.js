trial("realm", function () { return realm; });
