// "Reference ESVs in scripts". Arguments become texts, as Rhino makes them for a method of Java that takes a String.
(function (host, support) {
  var systemEnv = {};

  function text(value) {
    return value === undefined || value === null ? null : String(value);
  }

  function has(map, key) {
    return Object.prototype.propertyIsEnumerable.call(map, key);
  }

  // Lists and maps also have the commonest methods of Java's, unless a key of the map is called so.
  function java(value) {
    if (Array.isArray(value)) return support.list(value);
    if (value === null || typeof value !== "object") return value;
    var methods = {
      get: function (key) { return has(value, key) ? value[key] : null; },
      containsKey: function (key) { return has(value, key); },
      size: function () { return Object.keys(value).length; },
      isEmpty: function () { return Object.keys(value).length === 0; }
    };
    Object.keys(methods).forEach(function (name) {
      if (!has(value, name)) support.hide(value, name, methods[name]);
    });
    return value;
  }

  support.hide(systemEnv, "getProperty", support.checked("systemEnv", "getProperty", [1, 3], function (name, missing, type) {
    if (arguments.length === 1) return host("getProperty", text(name));
    if (arguments.length === 2) return host("getProperty", text(name), text(missing));
    return java(host("getProperty", text(name), text(missing), type));
  }));
  return systemEnv;
})
