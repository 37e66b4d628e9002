"""The code does not read a class that a release sends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import Harm
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import NOTHING, probed
from compat.rules.oslo._groups import Group, code_version, explain, next_version
from vobjects.version import Version


def _judge(comparison: Comparison) -> Iterator[Match]:
    for group in explain(comparison).of(Harm.NO_CLASS, Harm.UNREADABLE):
        if group.first.harm is Harm.NO_CLASS:
            yield _gone(comparison, group)
        else:
            yield _unread(comparison, group)


def _unread(comparison: Comparison, group: Group) -> Match:
    """A version that is newer than that of the code, or of another major version."""
    now, was = code_version(comparison, group.name), group.first.was
    is_lowered = Version.named(was).accepts(Version.named(now))
    return group.match(
        f"{group.name} {was} is not read any more: {group.first.now}",
        f"give {group.name} the version {next_version(was)}: what was released stays, and what is "
        "taken back is a change as well"
        if is_lowered
        else f"keep the class of the older major version registered beside the new one, or take "
        f"the version of {group.name} back",
        f'VERSION = "{next_version(was)}"' if is_lowered else "",
        direction=Direction.OLD_TO_NEW if is_lowered else Direction.BOTH,
    )


def _gone(comparison: Comparison, group: Group) -> Match:
    other = _renamed(comparison, group)
    if not other:
        return group.match(
            f"there is no class {group.name} any more, and releases send it",
            f"keep {group.name} registered until no release sends it",
        )
    return group.match(
        f"{group.name} is called {other} now: neither side knows the name of the other",
        f"keep the name {group.name} on the wire, or send both classes for a release",
        f'obj_name = classmethod(lambda cls: "{group.name}")',
        now=other,
        direction=Direction.BOTH,
    )


def _renamed(comparison: Comparison, group: Group) -> str:
    """The class that has the fields of one that is gone, and that no release knew."""
    recorded = comparison.recorded[group.releases[-1]].objects
    fields = {*recorded[group.name]["fields"]}
    code = comparison.code[comparison.newest].objects
    new = {name: {*each["fields"]} for name, each in code.items() if name not in recorded}
    alike = [name for name, each in new.items() if 2 * len(each & fields) > len(each | fields)]
    return alike[0] if len(alike) == 1 else ""


RULE: Final = Rule(
    "oslo-class-gone",
    "A class or a version of it that a release sends is not read by the code.",
    "The newer service refuses the object.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.OLD_TO_NEW,
    _judge,
    passing=NOTHING,
    failing=probed(Harm.NO_CLASS, field="", was="1.0"),
)
