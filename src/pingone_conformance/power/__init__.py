"""The power of the suite: which faults of the mock it sees, and what it says about a mock without any."""
