// Begins every program: takes the native function away, and makes the globals that the script is offered. It is the
// same text for all scripts of one kind and asks the host nothing, so that an engine can run it ahead.
// Written in what Rhino 1.7.14 understands, as are the files of bindings/ and java/.
(function (start, bindings, types) {
  var global = (function () { return this; })();
  var native = global[start.native];
  var evaluate = global.eval;
  var parse = JSON.parse, stringify = JSON.stringify, define = Object.defineProperty;
  delete global[start.native];

  function items(list, from) {
    var copy = [];
    for (var i = from; i < list.length; i++) copy.push(list[i]);
    return copy;
  }

  function hide(object, name, value) {
    define(object, name, { value: value, writable: true, configurable: true, enumerable: false });
  }

  // What Rhino makes of a Java exception.
  function exception(type, message) {
    var error = new Error(type + ": " + message);
    hide(error, "name", "JavaException");
    hide(error, "javaException", {
      getClass: function () {
        return {
          getName: function () { return type; },
          getSimpleName: function () { return type.slice(type.lastIndexOf(".") + 1); }
        };
      },
      getMessage: function () { return message; },
      getLocalizedMessage: function () { return message; },
      toString: function () { return type + ": " + message; }
    });
    return error;
  }

  function hostOf(binding) {
    return function (method) {
      var answer = parse(native(binding + "." + method, stringify(items(arguments, 1))));
      if (answer.error) throw exception(answer.error["class"], answer.error.message);
      return answer.value;
    };
  }

  // An object whose methods are the host's. A signature is the least and the greatest number of arguments; no Java
  // method has another. `result` makes what a call returns of the host's answer, the object and the method's name.
  function methods(name, host, signatures, result) {
    var object = {};
    Object.keys(signatures).forEach(function (method) {
      hide(object, method, checked(name, method, signatures[method], function () {
        var answer = host.apply(null, [method].concat(items(arguments, 0)));
        return result ? result(answer, object, method) : answer;
      }));
    });
    return object;
  }

  function checked(name, method, signature, run) {
    return function () {
      if (arguments.length < signature[0] || arguments.length > signature[1]) {
        throw new TypeError("Can't find a method " + name + "." + method + " with " + arguments.length + " arguments");
      }
      return run.apply(null, arguments);
    };
  }

  // An array that also answers as a java.util.List.
  function list(array) {
    hide(array, "get", function (index) { return index in array ? array[index] : null; });
    hide(array, "size", function () { return array.length; });
    hide(array, "isEmpty", function () { return array.length === 0; });
    hide(array, "contains", function (item) { return array.indexOf(item) >= 0; });
    return array;
  }

  // An object of values that also answers as a java.util.Map.
  function map(values) {
    hide(values, "get", function (key) { return has(values, key) ? values[key] : null; });
    hide(values, "containsKey", function (key) { return has(values, key); });
    hide(values, "size", function () { return Object.keys(values).length; });
    hide(values, "isEmpty", function () { return Object.keys(values).length === 0; });
    return values;
  }

  function has(object, name) {
    return Object.prototype.propertyIsEnumerable.call(object, name);
  }

  // A value as a message shows it.
  function text(value) {
    if (value === null || typeof value !== "object" || value instanceof Error) return String(value);
    return stringify(value);
  }

  // Puts a Java type where its qualified name says. In arguments of the host it is {"javaClass": name}.
  function type(qualified, value) {
    var names = qualified.split("."), last = names.pop(), place = global;
    names.forEach(function (name) {
      if (!Object.prototype.hasOwnProperty.call(place, name)) hide(place, name, {});
      place = place[name];
    });
    hide(value, "toJSON", function () { return { javaClass: qualified }; });
    hide(value, "toString", function () { return "[JavaClass " + qualified + "]"; });
    hide(value, "getName", function () { return qualified; });
    hide(value, "javaClass", qualified);
    hide(place, last, value);
    return value;
  }

  // What is to run when the script has ended and its outcome is known; what comes later still runs at once.
  var waiting = [], ended = false;

  function afterwards(run) {
    if (ended) run();
    else waiting.push(run);
  }

  var support = {
    legacy: start.legacy, evaluate: evaluate, exception: exception, hide: hide, items: items, list: list, map: map,
    text: text, checked: checked, methods: methods, type: type,
    afterwards: afterwards
  };
  types.forEach(function (install) { install(hostOf, support); });
  Object.keys(bindings).forEach(function (name) { hide(global, name, bindings[name](hostOf(name), support)); });

  // The next part calls this with the bindings that are plain values.
  hide(global, start.begin, function (values) {
    delete global[start.begin];
    Object.keys(values).forEach(function (name) { hide(global, name, values[name]); });
  });

  // The last part calls this with what the script left in its two variables, if those say an outcome.
  hide(global, start.end, function (outcome, action) {
    var actions = action && action.javaClass === start.action ? action : null;
    hostOf("outcome")("report", typeof outcome === "string" ? outcome : null, actions);
    while (waiting.length > 0) waiting.shift()();
    ended = true;
  });
})
