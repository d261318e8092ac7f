// org.forgerock.http.protocol.Request, as far as legacy scripts of "Access HTTP services" use it, and Response by name.
(function (hostOf, support) {
  function Request() {
    var request = this, uri = null, method = null, headers = [], content = null;

    function same(name) { return function (pair) { return pair[0].toLowerCase() === String(name).toLowerCase(); }; }

    function other(name) { return function (pair) { return !same(name)(pair); }; }

    function members(object, functions) {
      Object.keys(functions).forEach(function (name) { support.hide(object, name, functions[name]); });
      return object;
    }

    var headerMap = members({}, {
      add: function (name, value) { headers.push([String(name), value]); },
      put: function (name, value) { headers = headers.filter(other(name)).concat([[String(name), value]]); },
      getFirst: function (name) { var found = headers.filter(same(name))[0]; return found ? found[1] : null; },
      remove: function (name) { headers = headers.filter(other(name)); }
    });
    var entity = members({}, {
      setString: function (text) { content = text === null || text === undefined ? null : String(text); },
      getString: function () { return typeof content === "string" || content === null ? content : JSON.stringify(content); },
      setJson: function (value) { content = value; }
    });
    members(request, {
      getUri: function () { return uri; },
      setUri: function (value) { uri = String(value); return request; },
      getMethod: function () { return method; },
      setMethod: function (value) { method = String(value); return request; },
      getHeaders: function () { return headerMap; },
      getEntity: function () { return entity; },
      setEntity: function (value) { content = value === undefined ? null : value; return request; },
      toJSON: function () {
        return {
          "org.forgerock.http.protocol.Request": { uri: uri, method: method, headers: headers, entity: content }
        };
      }
    });
  }

  support.type("org.forgerock.http.protocol.Request", Request);
  support.type("org.forgerock.http.protocol.Response", function () {
    throw new TypeError("A script receives responses, it makes none");
  });
})
