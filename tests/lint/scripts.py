"""Scripts as people write them, in which nothing is wrong."""

NEXT_GENERATION = {
    "completion decision": """
        var last = verifyTransactionsHelper.getLastVerifyTransaction();
        if (!last || !last.transactionStatus) {
          logger.warn("No transaction for {}", nodeState.get("username"));
          action.goTo("notStarted");
        } else if (last.transactionStatus.status === "SUCCESS") {
          var data = verifyTransactionsHelper.getVerifiedDataByType(last.id, "GOVERNMENT_ID");
          nodeState.putShared("documents", last.verifiedDocuments);
          action.goTo("success").withDescription(last.id);
        } else {
          action.goTo("failure");
        }
        """,
    "callbacks": """
        if (callbacks.isEmpty()) {
          callbacksBuilder.textInputCallback("What is your name?", "");
        } else {
          nodeState.putTransient("name", callbacks.getTextInputCallbacks().get(0));
          action.goTo("true");
        }
        """,
    "exceptions of openidm": """
        try {
          openidm.delete("managed/alpha_user/" + nodeState.get("_id"), null);
        } catch (e) {
          logger.error("{}: {}", e.javaException.getClass().getName(), e.javaException.getMessage());
        }
        openidm.query("managed/alpha_user", {_queryFilter: "true"}, ["*"]).result.forEach(function (each) {
          logger.debug(each.userName);
        });
        openidm.action("external/email", "send", {to: "a@example.com"}, {waitForCompletion: true});
        action.goTo("true");
        """,
    "functions, closures and names of its own": """
        var helper = {send: function (text) { return text.trim(); }, logger: 1, realm: 2};
        const settings = {retries: 3};
        function attempt(number, then) { return number > settings.retries ? null : then(number); }
        let [first, second] = [1, 2], {third, fourth: fifth} = {third: 3, fourth: 4};
        for (let each of [first, second, third, fifth]) { each.toFixed(); }
        for (var index in helper) { helper[index].toString(); }
        attempt(1, (number) => helper.send(String(number)));
        implicit = {run: function () {}};
        implicit.run();
        nodeState.putShared("at", new Date().toISOString() + Math.floor(Math.random() * 10));
        """,
    "values that only the run knows": """
        var label = "scripted.node." + nodeState.get("which");
        secrets.getGenericSecret(label).getAsBytes();
        secrets.getGenericSecret(nodeState.get("label")).getAsUtf8();
        secrets.getGenericSecret(`scripted.node.${realm}.key`).getAsUtf8();
        var name = "esv.";
        name += nodeState.get("which");
        systemEnv.getProperty(name);
        systemEnv.getProperty("es" + "v.a", nodeState.get("fallback"), java.lang.String);
        utils["base64"].encode("text");
        utils.base64.encode.call(utils.base64, "text");
        var call = [1]; logger.debug.apply(logger, ["{}", call]);
        logger[nodeState.get("level")]("text");
        """,
    "later editions": """
        utils.types.stringToBytes("text");
        utils.crypto.subtle.generateKey("AES-GCM");
        if (typeof locales !== "undefined") { locales.resolve("en"); }
        if (typeof somethingNew !== "undefined") { somethingNew.use(); }
        """,
    "an answer and its parts": """
        var options = {method: "PUT", clientName: "partner", token: "t", body: {a: 1}, headers: {}, form: null};
        var response = httpClient.send("https://api.example", options).get();
        if (response.ok && response.status < 300) {
          logger.info(response.statusText + response.headers["x"] + response.text() + response.json().a);
        }
        (httpClient.send("https://api.example").get()).formData();
        httpClient.send("https://api.example").then(function (response) { logger.debug(response.text()); });
        """,
}

LIBRARY = """
function log(logger, scriptName) { logger.debug(scriptName); }
exports.log = log;
exports.encode = (utils, text) => utils.base64.encode(text);
exports.later = function (policy) { somebody.elses(policy); };
"""

LEGACY = {
    "decision": """
        var goTo = org.forgerock.openam.auth.node.api.Action.goTo;
        var username = sharedState.get("username");
        logger.message("for {}", username);
        if (logger.messageEnabled()) { logger.warning("x"); }
        sharedState.put("realm", realm + scriptName);
        action = goTo("true").build();
        outcome = "true";
        """,
    "imports": """
        with (new JavaImporter(org.forgerock.openam.auth.node.api, java.util)) {
          var list = ArrayList.of("a");
          Action.goTo("true").build();
        }
        """,
    "packages": """
        importPackage(java.util);
        Collections.emptyList();
        """,
    "names that legacy scripts do not have": """
        var utils = {encode: function (text) { return text; }};
        var openidm = null, cookieName = "iPlanetDirectoryPro";
        utils.encode(cookieName);
        """,
    "either engine": """
        if (typeof utils !== "undefined") { outcome = utils.crypto.randomUUID(); }
        """,
    "an answer": """
        var request = new org.forgerock.http.protocol.Request();
        var answer = httpClient.send(request).get();
        logger.error(answer.getStatus().getCode() + answer.getEntity().getString() + answer.getCause());
        """,
}
