"""The upgrade of the demo cloud that a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from compat.cli._options import Function, words

if TYPE_CHECKING:
    from compat.rehearse import Plan


def _releases(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
    from compat.cloud.releases import VERSIONS

    return words(*VERSIONS)(ctx, param, begun)


def upgrade_options(function: Function) -> Function:
    """Add the options ``--from``, ``--to`` and ``--keep``."""
    for option in (
        click.option(
            "--keep",
            multiple=True,
            help="What stays old: network, compute, or the name of a service. Repeatable.",
        ),
        click.option(
            "--to",
            "target",
            shell_complete=_releases,
            default="kilo",
            show_default=True,
            help="The release that everything runs at last.",
        ),
        click.option(
            "--from",
            "source",
            shell_complete=_releases,
            default="juno",
            show_default=True,
            help="The release that everything runs at first.",
        ),
    ):
        function = option(function)
    return function


def planned(source: str, target: str, keep: tuple[str, ...]) -> Plan:
    """Return the plan of an upgrade.

    Raises:
        DeclarationError: there is no such release or service, or the order is wrong.
    """
    from compat.rehearse import plan

    return plan(source, target, keep)
