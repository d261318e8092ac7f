"""What tests of several folders need."""

pytest_plugins = ["pytester"]
