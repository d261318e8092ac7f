// Asks the client for something: what is built is sent when the script has ended.
(function (host, support) {
  return support.methods("callbacksBuilder", host, {
    textOutputCallback: [2, 2], hiddenValueCallback: [2, 2], nameCallback: [1, 2], passwordCallback: [2, 2],
    textInputCallback: [1, 2], choiceCallback: [4, 4], confirmationCallback: [3, 4]
  }, function () { return undefined; });
})
