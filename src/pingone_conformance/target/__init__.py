"""The way to the target: one session with authentication, recording and redaction."""
