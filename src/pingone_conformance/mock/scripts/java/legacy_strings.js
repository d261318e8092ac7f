// java.lang.String and java.util.Base64, as the legacy example of "Access secrets and credentials" uses them.
(function (hostOf, support) {
  var ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  // Java's bytes have a sign.
  function bytesOf(text) {
    return unescape(encodeURIComponent(text)).split("").map(function (character) {
      var code = character.charCodeAt(0);
      return code < 128 ? code : code - 256;
    });
  }

  function textOf(bytes) {
    return decodeURIComponent(bytes.map(function (byte) {
      return "%" + (256 + (byte & 255)).toString(16).slice(1);
    }).join(""));
  }

  function string(value) {
    var text = Array.isArray(value) ? textOf(value) : String(value);
    var made = new String(text);
    support.hide(made, "getBytes", function () { return bytesOf(text); });
    return made;
  }

  function encoder(digits) {
    return function (bytes) {
      var text = "";
      for (var i = 0; i < bytes.length; i += 3) {
        var group = (bytes[i] & 255) << 16 | (bytes[i + 1] & 255) << 8 | (bytes[i + 2] & 255);
        for (var shift = 18, left = bytes.length - i + 1; shift >= 0; shift -= 6, left--) {
          text += left > 0 ? digits.charAt(group >> shift & 63) : "=";
        }
      }
      return text;
    };
  }

  function decoder(digits) {
    return function (text) {
      var bytes = [], group = 0, bits = 0;
      String(text).replace(/={1,2}$/, "").split("").forEach(function (digit) {
        var value = digits.indexOf(digit);
        if (value < 0) throw support.exception("java.lang.IllegalArgumentException", "Illegal base64 character");
        group = (group << 6 | value) & 0xffff;
        bits += 6;
        if (bits >= 8) {
          bits -= 8;
          bytes.push((group >> bits & 255) << 24 >> 24);
        }
      });
      return bytes;
    };
  }

  function coder(name, run) {
    var made = {};
    support.hide(made, name, run);
    return function () { return made; };
  }

  var base64 = {};
  support.hide(base64, "getEncoder", coder("encodeToString", encoder(ALPHABET + "+/")));
  support.hide(base64, "getUrlEncoder", coder("encodeToString", encoder(ALPHABET + "-_")));
  support.hide(base64, "getDecoder", coder("decode", decoder(ALPHABET + "+/")));
  support.hide(base64, "getUrlDecoder", coder("decode", decoder(ALPHABET + "-_")));
  support.type("java.util.Base64", base64);
  support.type("java.lang.String", string);
})
