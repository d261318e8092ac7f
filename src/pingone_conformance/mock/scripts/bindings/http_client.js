// "Access HTTP services": a promise for each request, and the response of either engine.
(function (host, support) {
  // The values of a Java map, and its methods where no value has their name. Names of headers know no case.
  function map(values, anyCase) {
    function find(key) {
      return Object.keys(values).filter(function (name) {
        return anyCase ? name.toLowerCase() === String(key).toLowerCase() : name === String(key);
      })[0];
    }
    var methods = {
      get: function (key) { var name = find(key); return name === undefined ? null : values[name]; },
      containsKey: function (key) { return find(key) !== undefined; },
      keySet: function () { return support.list(Object.keys(values)); },
      size: function () { return Object.keys(values).length; },
      isEmpty: function () { return Object.keys(values).length === 0; }
    };
    if (values === null || typeof values !== "object") return values;
    Object.keys(values).forEach(function (name) { if (Array.isArray(values[name])) support.list(values[name]); });
    Object.keys(methods).forEach(function (name) {
      if (!Object.prototype.hasOwnProperty.call(values, name)) support.hide(values, name, methods[name]);
    });
    return values;
  }

  function method(object, name, run) { support.hide(object, name, run); return object; }

  function returning(value) { return function () { return value; }; }

  function response(request, found) {
    if (found === null) return null;
    if (support.legacy) return legacyResponse(request, found);
    map(found.headers, true);
    method(found, "text", function () { return host("text", request); });
    method(found, "json", function () { return map(host("json", request)); });
    return method(found, "formData", function () { return map(host("formData", request)); });
  }

  function legacyResponse(request, found) {
    function text() { return host("text", request); }
    var made = {}, status = {};
    var entity = method(method({}, "getString", text), "toString", text);
    method(entity, "getJson", function () { return JSON.parse(text()); });
    method(status, "getCode", returning(found.status.code));
    method(status, "getReasonPhrase", returning(found.status.reasonPhrase));
    method(made, "getStatus", returning(status));
    method(made, "getStatusCode", returning(found.statusCode));
    method(made, "getReasonPhrase", returning(found.reasonPhrase));
    method(made, "getEntity", returning(entity));
    method(made, "getCookies", returning(map(found.cookies)));
    method(made, "getHeaders", returning(map(found.headers, true)));
    method(made, "hasCookies", returning(found.hasCookies));
    return method(made, "hasHeaders", returning(found.hasHeaders));
  }

  // What `take` gives or throws, once. Nobody asks for it while the script runs, unless the script does with get.
  function promise(offered, take, settled) {
    var noticed = false, shown = {};
    function settle(how) {
      if (settled === null) {
        try { settled = { value: take(how) }; } catch (error) { settled = { error: error, failed: true }; }
      }
      if (settled.failed) throw settled.error;
      return settled.value;
    }
    var methods = {
      get: function () { noticed = true; return settle("get"); },
      then: function (onResponse, onFailure) {
        noticed = true;
        var next = promise(offered, function (how) {
          var value;
          try { value = settle(how); } catch (error) {
            if (typeof onFailure === "function") return onFailure(error);
            throw error;
          }
          return typeof onResponse === "function" ? onResponse(value) : value;
        }, null);
        if (settled !== null) next.attempt("get");
        return next.shown;
      }
    };
    function attempt(how) {
      try { settle(how); } catch (error) { return error; }
      return null;
    }
    offered.forEach(function (name) { method(shown, name, methods[name]); });
    support.afterwards(function () {
      var error = attempt("deliver");
      if (error !== null && !noticed) host("lost", String(error));
    });
    return { shown: shown, attempt: attempt };
  }

  return method({}, "send", support.checked("httpClient", "send", [1, support.legacy ? 1 : 2], function () {
    var sent = host.apply(null, ["send"].concat(support.items(arguments, 0)));
    return promise(sent.methods, function (how) {
      return response(sent.request, host(how, sent.request));
    }, sent.response === null ? null : { value: response(sent.request, sent.response) }).shown;
  }));
})
