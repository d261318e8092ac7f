trial("cookieName", function () { return cookieName; });
trial("text", function () { return String(cookieName); });
