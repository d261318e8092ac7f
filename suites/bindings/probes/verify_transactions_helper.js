// Asks about a PingOne user. `given.calls` has a trial in each member: a method and its arguments.
nodeState.putShared("pingOneUserId", given.user);

// Pictures are long, and their ends tell them apart.
function p1cShort(name, value) {
  if (typeof value !== "string" || value.length <= 200 || !/^[\w+\/=-]+$/.test(value)) {
    return value;
  }
  return value.length + ":" + value.slice(0, 24) + ":" + value.slice(-24);
}

function p1cPlain(found) {
  var read = plain(found);
  return typeof read === "string" ? JSON.parse(read) : read;
}

function p1cKind(found) {
  if (found === null || found === undefined) {
    return "nothing";
  }
  if (typeof found !== "object" || typeof plain(found) === "string") {
    return "text";
  }
  var read = plain(found);
  return !Array.isArray(read) && Object.keys(read).every(function (key) {
    return read[key] === null || (found[key] === undefined ? found.get(key) : found[key]) !== null;
  }) ? "map" : "list";
}

Object.keys(given.calls).forEach(function (name) {
  var method = given.calls[name][0], found;
  trial(name, function () {
    found = verifyTransactionsHelper[method].apply(verifyTransactionsHelper, given.calls[name].slice(1));
    if (found === null || found === undefined) {
      return found;
    }
    return JSON.parse(JSON.stringify(p1cPlain(found), p1cShort));
  });
  try {
    p1cSaid[name].kind = p1cKind(found);
  } catch (thrown) {
    p1cSaid[name].kind = "text";
  }
});
