// Script bindings, "Access HTTP services", Methods: two fields are sent as a form.
var options = {
  method: "POST",
  form: {
    first: "one",
    second: "two"
  }
};
var answer = httpClient.send("https://forms.example/fields", options).get();
action.goTo(answer.status === 200 ? "true" : "false");
