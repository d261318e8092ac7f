// Whether the bindings are what they were: texts that nobody took the place of, objects with their methods.
trial("cookieName", function () { return String(cookieName) !== "taken"; });
trial("httpClient", function () { return typeof httpClient.send; });
trial("logger", function () { return typeof logger.error; });
trial("openidm", function () { return typeof openidm.read; });
trial("realm", function () { return String(realm).charAt(0); });
trial("scriptName", function () { return String(scriptName) !== "taken"; });
trial("secrets", function () { return typeof secrets.getGenericSecret; });
trial("systemEnv", function () { return typeof systemEnv.getProperty; });
trial("utils", function () { return typeof utils.base64.encode; });
trial("verifyTransactionsHelper", function () { return typeof verifyTransactionsHelper.getUser; });
