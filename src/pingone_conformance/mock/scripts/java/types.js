// The types that systemEnv.getProperty takes: each is a name and nothing else.
(function (hostOf, support) {
  ["java.lang.Boolean", "java.lang.Double", "java.lang.Integer", "java.util.List", "java.util.Map"].forEach(
    function (name) { support.type(name, {}); }
  );
  // Legacy scripts have one with methods.
  if (!support.legacy) support.type("java.lang.String", function (value) { return String(value); });
})
