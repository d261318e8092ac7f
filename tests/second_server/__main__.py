"""Serves the second server behind a socket: `python -m tests.second_server --port 8081`."""

from __future__ import annotations

import argparse

import uvicorn

from . import create_app

parser = argparse.ArgumentParser(description="Serve the second server on this machine.")
parser.add_argument("--port", type=int, default=8081)
parser.add_argument("--seed")
arguments = parser.parse_args()
uvicorn.run(create_app(arguments.seed), host="127.0.0.1", port=arguments.port, log_level="warning")
