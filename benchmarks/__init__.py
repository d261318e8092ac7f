"""Measures the suite and its mock beside what others use for the same: `python -m benchmarks` in the checkout."""
