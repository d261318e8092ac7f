(function (host) {
    "use strict";

    function text(value) {
        return value === undefined || value === null ? null : String(value);
    }

    function classOf(type) {
        return type && typeof type.getName === "function" ? String(type.getName()) : text(type);
    }

    function hidden(object, members) {
        Object.keys(members).forEach(function (name) {
            if (!Object.prototype.hasOwnProperty.call(object, name)) {
                Object.defineProperty(object, name, {value: members[name], writable: true, configurable: true});
            }
        });
        return object;
    }

    // A list or a map of Java has methods; a script that was written for a tenant may use them.
    function asJava(value) {
        if (Array.isArray(value)) {
            return hidden(value, {
                get: function (index) { return this[index]; },
                size: function () { return this.length; },
                isEmpty: function () { return this.length === 0; },
                contains: function (item) { return this.indexOf(item) >= 0; }
            });
        }
        if (value !== null && typeof value === "object") {
            return hidden(value, {
                get: function (key) { return this.containsKey(key) ? this[key] : null; },
                size: function () { return Object.keys(this).length; },
                isEmpty: function () { return Object.keys(this).length === 0; },
                containsKey: function (key) { return Object.keys(this).indexOf(String(key)) >= 0; }
            });
        }
        return value;
    }

    return {
        getProperty: function (name, defaultValue, returnType) {
            if (arguments.length < 2) {
                return host("getProperty", text(name));
            }
            if (arguments.length < 3) {
                return host("getProperty", text(name), text(defaultValue));
            }
            return asJava(host("getProperty", text(name), text(defaultValue), classOf(returnType)));
        }
    };
})
