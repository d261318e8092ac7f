// httpClient, next-generation: what a script learns of a response.
function get(path) {
  return httpClient.send(given.httpbin + path).get();
}

// Java objects as JSON, texts as they are.
function copy(value) {
  return value === null || typeof value !== "object" ? value : JSON.parse(JSON.stringify(value));
}

// A text of JavaScript or of Java.
function text(value) {
  if (value === null || value === undefined || Array.isArray(value)) throw new Error("no text: " + value);
  return String(value);
}

trial("json", function () { return copy(get("/json").json()); });
// The members of a map are read directly, those of one within it perhaps by get.
trial("member", function () {
  var slideshow = get("/json").json().slideshow;
  return text(slideshow.author === undefined ? slideshow.get("author") : slideshow.author);
});
trial("sent", function () {
  return copy(httpClient.send(given.httpbin + "/anything", { method: "POST", body: given.sent }).get().json().json);
});
trial("text", function () { return text(get("/base64/" + given.encoded).text()); });
trial("text of JSON", function () { return JSON.parse(text(get("/json").text())); });
trial("no text", function () { return text(get("/status/200").text()); });
trial("headers", function () { return copy(get("/response-headers" + given.query).headers); });
given.statuses.forEach(function (status) {
  trial("ok " + status, function () { return get("/status/" + status).ok; });
  trial("status " + status, function () { return get("/status/" + status).status; });
  trial("statusText " + status, function () { return text(get("/status/" + status).statusText); });
});
