"""Runs JavaScript that nobody has to trust: engines in processes of their own, and the dialect of the product."""
