(function (host) {
    "use strict";

    return {
        getGenericSecret: function (label) {
            var secret = host("getGenericSecret", label === undefined || label === null ? null : String(label));
            return {
                getAsUtf8: function () { return secret.utf8; },
                getAsBytes: function () { return secret.bytes.slice(); }
            };
        }
    };
})
