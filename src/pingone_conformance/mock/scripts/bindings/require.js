// Library scripts, as CommonJS modules: each is evaluated once, and then its exports are shared.
(function (host, support) {
  var modules = {};
  function require(name) {
    var key = "library " + name;
    if (modules[key]) return modules[key].exports;
    var text = host("source", String(name));
    var module = modules[key] = { id: String(name), exports: {} };
    try {
      support.evaluate("(function (exports, module) {" + text + "\n})").call(module.exports, module.exports, module);
    } catch (error) {
      delete modules[key];
      throw error;
    }
    return module.exports;
  }
  return require;
})
