(function (host) {
    "use strict";

    function content(value) {
        if (value === undefined || value === null) {
            return null;
        }
        return Array.isArray(value) ? value : String(value);
    }

    function codec(name) {
        return {
            encode: function (toEncode) { return host(name + ".encode", content(toEncode)); },
            decode: function (toDecode) { return host(name + ".decode", content(toDecode)); }
        };
    }

    return {
        crypto: {
            randomUUID: function () { return host("crypto.randomUUID"); },
            getRandomValues: function (array) {
                var numbers = host("crypto.getRandomValues", Array.isArray(array) ? array.length : null);
                for (var i = 0; i < numbers.length; i++) {
                    array[i] = numbers[i];
                }
                return array;
            }
        },
        base64: codec("base64"),
        base64url: codec("base64url")
    };
})
