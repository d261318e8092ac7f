// The types that systemEnv.getProperty takes: each is a name and nothing else.
(function (hostOf, support) {
  ["java.lang.Boolean", "java.lang.Double", "java.lang.Integer", "java.util.List", "java.util.Map"].forEach(
    function (name) { support.type(name, {}); }
  );
  // Called, it makes a string of what it is given, as in "Access secrets and credentials".
  support.type("java.lang.String", function (value) { return String(value); });
})
