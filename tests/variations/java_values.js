// What values of Java look like to a script in Rhino 1.7.14, as far as both engines can show it: strings are objects, lists
// are no arrays, maps have methods and, unless they are wrapped, no members.
Object.defineProperty(this, "__variations", { configurable: true, value: (function () {
  var stringify = JSON.stringify;
  var found = {};

  function hide(object, name, value) {
    Object.defineProperty(object, name, { value: value, writable: true, configurable: true, enumerable: false });
    return object;
  }

  function isObject(value) {
    return value !== null && typeof value === "object";
  }

  // A java.lang.String: what JavaScript calls with its methods is a method of Java, or missing.
  found.text = function (value) {
    value = String(value);
    var made = Object.create(Object.prototype);
    hide(made, "toString", function () { return value; });
    hide(made, "valueOf", function () { return value; });
    hide(made, "toJSON", function () { return value; });
    hide(made, "length", function () { return value.length; });
    hide(made, "isEmpty", function () { return value === ""; });
    hide(made, "charAt", function (index) { return value.charCodeAt(index); });
    hide(made, "equals", function (other) { return String(other) === value; });
    return made;
  };

  // A java.util.List, or an array of Java.
  found.list = function (array) {
    var made = Object.create(Object.prototype);
    array.forEach(function (item, index) { made[index] = item; });
    hide(made, "length", array.length);
    hide(made, "size", function () { return array.length; });
    hide(made, "get", function (index) { return array[index]; });
    hide(made, "forEach", function (run) { array.forEach(run); });
    hide(made, "toJSON", function () { return array; });
    hide(made, "toString", function () { return "[" + array.join(", ") + "]"; });
    return made;
  };

  function mapMethods(made, values) {
    hide(made, "get", function (key) { return values.hasOwnProperty(String(key)) ? values[String(key)] : null; });
    hide(made, "containsKey", function (key) { return values.hasOwnProperty(String(key)); });
    hide(made, "size", function () { return Object.keys(values).length; });
    hide(made, "keySet", function () { return found.list(Object.keys(values)); });
    hide(made, "isEmpty", function () { return Object.keys(values).length === 0; });
    hide(made, "toString", function () { return "{" + Object.keys(values).join(", ") + "}"; });
    return made;
  }

  // A java.util.Map as it is: its values come by get alone.
  found.map = function (values) {
    return hide(mapMethods(Object.create(Object.prototype), values), "toJSON", function () { return values; });
  };

  // A map that is wrapped: members can be read and written, but are not the object's own.
  found.wrapped = function (values) {
    var type = Object.create(Object.prototype);
    Object.keys(values).forEach(function (name) {
      Object.defineProperty(type, name, {
        configurable: true, enumerable: false,
        get: function () { return values[name]; },
        set: function (value) { values[name] = value; }
      });
    });
    var made = Object.create(mapMethods(type, values));
    Object.keys(values).forEach(function (name) {
      if (!type.hasOwnProperty(name)) throw new Error("lost " + name);
    });
    return hide(made, "toJSON", function () {
      var all = {};
      [values, made].forEach(function (from) { Object.keys(from).forEach(function (name) { all[name] = from[name]; }); });
      return all;
    });
  };

  // JSON with other texts, lists and maps, from the innermost outwards.
  found.deep = function deep(value, kinds) {
    if (typeof value === "string") return kinds.text ? kinds.text(value) : value;
    if (typeof value === "number") return kinds.number ? kinds.number(value) : value;
    if (!isObject(value)) return value;
    if (Array.isArray(value)) {
      var items = value.map(function (item) { return deep(item, kinds); });
      return kinds.list ? kinds.list(items) : items;
    }
    var copy = {};
    Object.keys(value).forEach(function (name) { copy[name] = deep(value[name], kinds); });
    return kinds.map ? kinds.map(copy) : copy;
  };

  // Puts `make(right)` where a member was.
  found.change = function (object, name, make) {
    return hide(object, name, make(object[name]));
  };

  // Lets methods of a binding give `make` of what they gave.
  found.results = function (object, names, make) {
    names.forEach(function (name) {
      found.change(object, name, function (right) {
        return function () { return make(right.apply(null, arguments)); };
      });
    });
  };

  found.hide = hide;
  found.isObject = isObject;
  found.methods = function (object) {
    return Object.getOwnPropertyNames(object).filter(function (name) { return typeof object[name] === "function"; });
  };
  found.stringify = stringify;
  return found;
})() });
