// The node state of legacy scripts: a value is wrapped as a JsonValue.
(function (host, support) {
  function wrapped(value) {
    function as(method, type) {
      support.hide(json, method, function () {
        if (value === null || typeof value === type) return value;
        throw support.exception("org.forgerock.json.JsonValueException", "Expecting a java.lang." + method.slice(2));
      });
    }
    var json = {};
    as("asString", "string");
    as("asBoolean", "boolean");
    ["asInteger", "asLong", "asDouble"].forEach(function (method) { as(method, "number"); });
    support.hide(json, "asList", function () { return Array.isArray(value) ? support.list(value) : null; });
    support.hide(json, "asMap", function () { return value && typeof value === "object" ? support.map(value) : null; });
    support.hide(json, "getObject", function () { return value; });
    support.hide(json, "isNull", function () { return value === null; });
    support.hide(json, "isString", function () { return typeof value === "string"; });
    support.hide(json, "get", function (key) { return wrapped(value && key in value ? value[key] : null); });
    support.hide(json, "isDefined", function (key) { return Boolean(value && key in value); });
    support.hide(json, "toJSON", function () { return value; });
    support.hide(json, "toString", function () { return JSON.stringify(value); });
    return json;
  }

  return support.methods("nodeState", host, {
    get: [1, 1], isDefined: [1, 1], keys: [0, 0], putShared: [2, 2], putTransient: [2, 2], remove: [1, 1]
  }, function (answer, nodeState, method) {
    if (method === "get") return answer === null ? null : wrapped(answer);
    if (method === "keys") return support.list(answer);
    return method.slice(0, 3) === "put" ? nodeState : answer;
  });
})
