"""Runs journey scripts on the mock's own data: the bindings and what a decision node hands to a script."""
