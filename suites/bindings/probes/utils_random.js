// Random values come in arrays of `given.lengths`, each filled with a text beforehand.
function p1cFilled(length) {
  var array = [];
  for (var i = 0; i < length; i++) array.push("not filled");
  return array;
}

trial("uuids", function () {
  var uuids = [];
  for (var i = 0; i < 20; i++) uuids.push(String(utils.crypto.randomUUID()));
  return uuids;
});
trial("uuid", function () { return utils.crypto.randomUUID(); });

given.lengths.forEach((length) => {
  trial("returned " + length, function () {
    var array = p1cFilled(length);
    return utils.crypto.getRandomValues(array) === array;
  });
  trial("length " + length, function () { return utils.crypto.getRandomValues(p1cFilled(length)).length; });
  trial("values " + length, function () { return plain(utils.crypto.getRandomValues(p1cFilled(length))); });
  trial("in place " + length, function () {
    var array = p1cFilled(length);
    utils.crypto.getRandomValues(array);
    return array;
  });
});
