// Sends queries: `given.queries` has a filter and fields, or no fields, for each trial.
Object.keys(given.queries).forEach(function (name) {
  var found, query = given.queries[name];
  trial(name, function () {
    found = query.fields
      ? openidm.query(given.resource, { "_queryFilter": query.filter }, query.fields)
      : openidm.query(given.resource, { "_queryFilter": query.filter });
    return plain(found);
  });
  trial(name + ", first", function () { return String(found.result[0].userName); });
  trial(name + ", count", function () { return Number(found.resultCount); });
});
