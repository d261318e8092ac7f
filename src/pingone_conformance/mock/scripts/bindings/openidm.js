(function (host) {
    "use strict";

    return {
        create: function (resource, id, content, params, fields) {
            return host("create", resource, id, content, params, fields);
        },
        read: function (resource, params, fields) {
            return host("read", resource, params, fields);
        },
        update: function (resource, revision, content, params, fields) {
            return host("update", resource, revision, content, params, fields);
        },
        patch: function (resource, revision, operations, params, fields) {
            return host("patch", resource, revision, operations, params, fields);
        },
        "delete": function (resource, revision, params, fields) {
            return host("delete", resource, revision, params, fields);
        },
        action: function (resource, name, content, params, fields) {
            return host("action", resource, name, content, params, fields);
        },
        query: function (resource, params, fields) {
            return host("query", resource, params, fields);
        }
    };
})
