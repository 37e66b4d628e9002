"""The ``pinrail`` command and its subcommands.

Modules of commands import what they need when they run, so that ``--help`` costs little.
"""

from __future__ import annotations

import click

from compat.cli._changelog import changelog
from compat.cli._check import check
from compat.cli._completion import completion
from compat.cli._dead_letters import dead_letters
from compat.cli._diff import diff
from compat.cli._explain import explain
from compat.cli._graph import graph
from compat.cli._group import Group
from compat.cli._pins import pins
from compat.cli._plan import plan
from compat.cli._record import record
from compat.cli._rehearse import rehearse


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pinrail", message="pinrail %(version)s")
def app() -> None:
    """Safe rolling upgrades: record, compare and check releases, rehearse an upgrade."""


for _command in (
    *(changelog, check, completion, dead_letters, diff, explain, graph),
    *(pins, plan, record, rehearse),
):
    app.add_command(_command)


def main() -> None:
    """Run the command."""
    app(prog_name="pinrail")
