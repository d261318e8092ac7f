// What the client entered, by the kind of callback; a hidden value by its id.
(function (host, support) {
  var getters = {};
  ["Name", "Password", "TextInput", "HiddenValue", "Choice", "Confirmation"].forEach(function (kind) {
    getters["get" + kind + "Callbacks"] = [0, 0];
  });
  getters.isEmpty = [0, 0];
  return support.methods("callbacks", host, getters, function (answer) {
    if (Array.isArray(answer)) return support.list(answer);
    return typeof answer === "object" ? support.map(answer) : answer;
  });
})
