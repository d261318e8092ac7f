trial("scriptName", function () { return scriptName; });
trial("joined", function () { return "script: " + scriptName; });
