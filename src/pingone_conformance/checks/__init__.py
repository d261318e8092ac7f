"""Judges answers: pure functions that yield findings and do no I/O. Severity is the rule's, not the check's."""
