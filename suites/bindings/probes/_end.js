// Ends every probe of the next-generation engine: what was noted goes out in a callback.
callbacksBuilder.hiddenValueCallback("probe", JSON.stringify(p1cSaid));
