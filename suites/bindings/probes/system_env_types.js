// `given.cases`: name of a property, default and type. Numbers and booleans show what they are when 1 is added,
// booleans also as texts; lists and maps are Java's or JavaScript's.
var p1cTypes = {
  Boolean: java.lang.Boolean,
  Double: java.lang.Double,
  Integer: java.lang.Integer,
  String: java.lang.String,
  List: java.util.List,
  Map: java.util.Map
};

function p1cItem(value, key) {
  return String(typeof value.get === "function" ? value.get(key) : value[key]);
}

function p1cShown(type, value) {
  if (type === "List") {
    var size = typeof value.size === "function" ? value.size() : value.length;
    var items = [];
    for (var i = 0; i < size; i++) items.push(p1cItem(value, i));
    return typeof value === "string" ? "the text " + value : items;
  }
  if (type === "Map") return typeof value === "string" ? "the text " + value : given.keys.map((key) => p1cItem(value, key));
  return type === "Boolean" ? [String(value), value + 1] : value + 1;
}

given.cases.forEach((one) => {
  trial(one.called, function () {
    return p1cShown(one.type, systemEnv.getProperty(one.property, one.otherwise, p1cTypes[one.type]));
  });
});
