// Begins every probe: `trial(name, function)` notes what a function gives or throws.
var p1cSaid = {};

// Which of the common bindings there are.
p1cSaid.bindings = {
  cookieName: typeof cookieName !== "undefined" && cookieName !== null,
  httpClient: typeof httpClient !== "undefined" && httpClient !== null,
  logger: typeof logger !== "undefined" && logger !== null,
  openidm: typeof openidm !== "undefined" && openidm !== null,
  realm: typeof realm !== "undefined" && realm !== null,
  scriptName: typeof scriptName !== "undefined" && scriptName !== null,
  secrets: typeof secrets !== "undefined" && secrets !== null,
  systemEnv: typeof systemEnv !== "undefined" && systemEnv !== null,
  utils: typeof utils !== "undefined" && utils !== null,
  verifyTransactionsHelper: typeof verifyTransactionsHelper !== "undefined" && verifyTransactionsHelper !== null
};

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
