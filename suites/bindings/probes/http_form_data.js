// httpClient, next-generation: a response that is a form.
trial("formData", function () { return JSON.parse(JSON.stringify(httpClient.send(given.address).get().formData())); });
