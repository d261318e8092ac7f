// Each of `given.texts` to base64 and base64url; each of `given.base64` and `given.base64url` back.
trial("base64", function () { return given.texts.map((text) => String(utils.base64.encode(text))); });
trial("base64url", function () { return given.texts.map((text) => String(utils.base64url.encode(text))); });
trial("from base64", function () { return given.base64.map((text) => String(utils.base64.decode(text))); });
trial("from base64url", function () { return given.base64url.map((text) => String(utils.base64url.decode(text))); });
