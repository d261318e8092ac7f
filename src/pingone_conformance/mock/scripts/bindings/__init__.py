"""The ten bindings, one module each: the JavaScript beside it is what the script sees, the module answers its calls."""
