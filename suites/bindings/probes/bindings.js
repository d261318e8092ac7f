// Says nothing but which bindings there are.
