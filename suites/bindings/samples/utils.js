// Script bindings, "Access utility functions"; the loop is mended, as printed it does not parse (FINDING-124).
var uuid = utils.crypto.randomUUID();
logger.debug("UUID: " + uuid);

var numbers = [0, 0, 0, 0, 0];
utils.crypto.getRandomValues(numbers);

numbers.forEach(function (number) {
  logger.debug("Number: " + number);
});

var encoded = utils.base64.encode("sampletext")
logger.debug("base64: " + encoded);

var decoded = utils.base64.decode(encoded);
logger.debug("Text: " + decoded);

var encodedAddress = utils.base64url.encode("http://sampletext=")
logger.debug("base64url: " + encodedAddress);

var decodedAddress = utils.base64url.decode(encodedAddress);
logger.debug("Address: " + decodedAddress);

action.goTo("true");
