"""The ``pinrail`` command."""

from compat.cli._app import app, main

__all__ = ["app", "main"]
