// Has mails sent.
given.mails.forEach(function (mail, number) {
  trial("mail " + number, function () {
    var answer = openidm.action("external/email", "send", mail);
    return answer === null || answer === undefined ? null : plain(answer);
  });
});
