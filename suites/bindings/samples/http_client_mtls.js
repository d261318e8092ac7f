// Script bindings, "Create a script to send the HTTP request", mended:
// as printed it does not parse, and reads a variable that it does not have (FINDING-121, FINDING-122, FINDING-164).
var options = {
  "clientName": "sampleHttpClient"
};

var answer = httpClient.send("https://mtls.example", options).get();

action.withHeader(`Response code: ${answer.status}`);

if (answer.status == 200) {
  action.goTo("true").withDescription(answer.text());
} else {
  action.goTo("false");
}
