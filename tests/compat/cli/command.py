"""The command, run in this process."""

from __future__ import annotations

from click.testing import CliRunner, Result

from compat.cli import app


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), prog_name="pinrail")
