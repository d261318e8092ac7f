// Reads the labels of `given.labels` in each of the ways there are, each label twice.
given.labels.forEach((label) => {
  trial("text of " + label, function () { return String(secrets.getGenericSecret(label).getAsUtf8()); });
  trial("text again of " + label, function () { return String(secrets.getGenericSecret(label).getAsUtf8()); });
  trial("joined " + label, function () { return "user:" + secrets.getGenericSecret(label).getAsUtf8(); });
  trial("bytes of " + label, function () {
    var bytes = secrets.getGenericSecret(label).getAsBytes();
    var numbers = [];
    // Bytes of Java have a sign.
    for (var i = 0; i < bytes.length; i++) numbers.push((Number(bytes[i]) + 256) % 256);
    return numbers;
  });
});
