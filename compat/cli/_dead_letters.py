"""``pinrail dead-letters``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from compat.cli._failure import CommandError
from compat.cli._options import broker_url, json_option, one_of, words
from compat.cli._output import write, write_json

if TYPE_CHECKING:
    from rpc import DeadLetter

_ACTIONS: Final = ("list", "show", "resend", "drop")
_SECONDS: Final = 10.0
"""How long a broker may take to answer."""


@click.command(name="dead-letters")
@click.argument("action", callback=one_of(*_ACTIONS), shell_complete=words(*_ACTIONS))
@click.argument("url", callback=lambda _, __, text: broker_url(text, "URL"))
@click.argument("topic")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All of them, for resend and drop.")
@json_option
def dead_letters(
    action: str, url: str, topic: str, ids: tuple[str, ...], everything: bool, as_json: bool
) -> None:
    """List, send again or drop casts that could not be run.

    ACTION is list, show, resend or drop. TOPIC has the prefix of the fleet, if it has one.

    Exit status 0 if it is done, 1 if a dead letter that was named is not there or was not sent,
    2 if the broker cannot be asked.
    """
    from rpc import DeadLetterQueue, transport

    _must_answer(url)
    if action in ("resend", "drop") and bool(ids) == everything:
        raise CommandError(
            where=f"pinrail dead-letters {action}",
            found=f"{len(ids)} IDs" + (" and --all" if everything else ""),
            expected="the IDs of some, or --all",
            remedy="name them as pinrail dead-letters list does",
        )
    queue = DeadLetterQueue(transport(url), topic)
    if action in ("list", "show"):
        found = [letter for letter in queue.letters() if not ids or letter.id in ids]
    else:
        found = (queue.resend if action == "resend" else queue.drop)(ids or None)
    _print(found, action, as_json)
    missing = {*ids} - {letter.id for letter in found}
    raise click.exceptions.Exit(1 if missing else 0)


def _must_answer(url: str) -> None:
    from rpc import BrokerUnreachableError, must_answer

    try:
        must_answer(url, _SECONDS)
    except BrokerUnreachableError as error:
        raise CommandError(
            where=f"no broker answers at {', '.join(error.hosts)}",
            found=error.found,
            expected="a connection",
            remedy="start it, or correct the address, the user and the virtual host",
        ) from error


def _print(found: list[DeadLetter], action: str, as_json: bool) -> None:
    import dataclasses

    facts = [dataclasses.asdict(letter) for letter in found]
    if action != "show":
        facts = [{name: text for name, text in each.items() if name != "body"} for each in facts]
    if as_json:
        write_json({"action": action, "letters": facts})
        return
    for each in facts:
        write("  ".join(f"{name}={text}" for name, text in each.items()))
    write(f"{action}: {len(found)} dead letters")
