// Where the journey goes next. Every method can be chained.
(function (host, support) {
  return support.methods("action", host, {
    goTo: [1, 1], withDescription: [1, 1], withHeader: [1, 1], withStage: [1, 1], withErrorMessage: [1, 1],
    withLockoutMessage: [1, 1], withIdentifiedUser: [1, 1], withIdentifiedAgent: [1, 1], putSessionProperty: [2, 2],
    removeSessionProperty: [1, 1]
  }, function (answer, action) { return action; });
})
