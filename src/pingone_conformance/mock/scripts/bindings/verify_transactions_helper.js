(function (host) {
    "use strict";

    function json() {
        return JSON.stringify(this);
    }

    // The documents read members of the result, Ping's own examples parse it as JSON text first. Both have to work.
    function map(value) {
        if (value !== null && typeof value === "object") {
            Object.defineProperty(value, "toString", {value: json, writable: true, configurable: true});
        }
        return value;
    }

    function text(value) {
        return value === undefined || value === null ? null : String(value);
    }

    return {
        getLastVerifyTransaction: function () {
            return map(host("getLastVerifyTransaction"));
        },
        getAllVerifyTransactions: function () {
            return map(host("getAllVerifyTransactions"));
        },
        getAllMetadata: function (transactionId) {
            return map(host("getAllMetadata", text(transactionId)));
        },
        getAllVerifiedData: function (transactionId) {
            return map(host("getAllVerifiedData", text(transactionId)));
        },
        getVerifiedDataByType: function (transactionId, type) {
            return map(host("getVerifiedDataByType", text(transactionId), text(type)));
        },
        getVerifiedData: function (transactionId, verifiedDataId) {
            return map(host("getVerifiedData", text(transactionId), text(verifiedDataId)));
        },
        getUser: function () {
            return map(host("getUser"));
        },
        updateUser: function (body) {
            return map(host("updateUser", body === undefined ? null : body));
        },
        deleteUser: function () {
            host("deleteUser");
        }
    };
})
