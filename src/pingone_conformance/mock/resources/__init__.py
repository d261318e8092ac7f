"""One handler for each operation, grouped by resource."""
