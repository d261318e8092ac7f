"""The bank of faults: one module for each resource and kind of promise."""
