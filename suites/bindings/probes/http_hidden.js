// A script that has a variable of the binding's name. What it sees itself is open.
var httpClient = "a text of the script";
