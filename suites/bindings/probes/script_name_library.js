// The library gives back what it is handed, in brackets.
trial("handed", function () { return String(require(given.library).told(scriptName)); });
