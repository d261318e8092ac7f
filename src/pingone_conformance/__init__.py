"""A conformance suite for PingOne Verify, derived from its documents."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("pingone-conformance")
except PackageNotFoundError:  # a source tree on the path, never installed
    __version__ = "0+unknown"
