// The properties of `given.properties`, without a default and with one.
given.properties.forEach((name) => {
  trial("value of " + name, function () {
    var value = systemEnv.getProperty(name);
    return value === null || value === undefined ? null : String(value);
  });
  given.defaults.forEach((otherwise) => {
    trial("value of " + name + " or " + otherwise, function () {
      return String(systemEnv.getProperty(name, otherwise));
    });
  });
});
trial("null as the default", function () { return String(systemEnv.getProperty("esv.not.there.at.all", null)); });
