// Begins every probe: `trial(name, function)` notes what a function gives or throws.
var p1cSaid = {};

function p1cClassOf(thrown) {
  try {
    return String(thrown.javaException.getClass().getName());
  } catch (hidden) {
    return null;
  }
}

// Maps of the product are objects, or texts with JSON in them.
function plain(value) {
  return typeof value === "string" ? JSON.parse(value) : JSON.parse(JSON.stringify(value));
}

function trial(name, tried) {
  try {
    var value = tried();
    p1cSaid[name] = { value: value === undefined ? null : value, type: value === null ? "null" : typeof value };
  } catch (thrown) {
    p1cSaid[name] = { thrown: String(thrown), javaClass: p1cClassOf(thrown) };
  }
}
