"""A class has other fields than were recorded, under the same version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from compat.foreign import Harm
from compat.manifest import Change, Kind
from compat.rules._comparison import Comparison
from compat.rules._content import content_changes, sentence
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import compared, probed, release
from compat.rules.oslo._groups import Group, below, code_version, explain, next_version

_WORDS: Final = ("default", "field", "read_only", "type", "value")


def _judge(comparison: Comparison) -> Iterator[Match]:
    groups = explain(comparison).kept
    for group in groups:
        version = code_version(comparison, group.name)
        yield group.match(
            f"{group.name} {version}: {_what(comparison, group)}, and the version stayed",
            f"give {group.name} the version {next_version(version)}, a rule for what is older, and "
            "a value for what older services send",
            _line(group, version),
            direction=_direction(comparison, group),
            severity=group.severity,
        )
    if comparison.foreign is not None:
        yield from _harmless(comparison, {(group.name, group.field) for group in groups})


def _what(comparison: Comparison, group: Group) -> str:
    fields = comparison.code[comparison.newest].objects[group.name]["fields"]
    recorded = comparison.recorded[group.releases[0]].objects[group.name]["fields"]
    old, new = recorded.get(group.field), fields.get(group.field)
    if old is None:
        return f"{group.field} was added"
    if new is None:
        return f"{group.field} was removed"
    if old["type"] != new["type"]:
        return f"{group.field} was {old['type']} and is {new['type']}"
    if old.get("values") != new.get("values"):
        was, now = (", ".join(each.get("values", ())) for each in (old, new))
        return f"the values of {group.field} were {was} and are {now}"
    return f"{group.field} is not what it was: {group.first.now}"


def _direction(comparison: Comparison, group: Group) -> Direction:
    """Which way a message does harm; what is sent in a field that was removed is dropped."""
    fields = comparison.code[comparison.newest].objects[group.name]["fields"]
    return group.direction if group.field in fields else Direction.BOTH


def _line(group: Group, version: str) -> str:
    if Harm.LEAK in group.harms:
        return below(next_version(version), f'primitive.pop("{group.field}", None)')
    return f'VERSION = "{next_version(version)}"'


def _harmless(comparison: Comparison, told: set[tuple[str, str]]) -> Iterator[Match]:
    """Yield changes of content of which no probe shows what they do."""
    code = comparison.code[comparison.newest].objects
    for release_name, manifest in comparison.recorded.items():
        for name, old in manifest.objects.items():
            new = code.get(name)
            if new is None or new["version"] != old["version"]:
                continue
            for change in content_changes(old, new, "objects", name):
                if change.noun not in _WORDS:
                    continue
                field = change.path.split(".")[4]
                if (name, field) in told:
                    continue
                told.add((name, field))
                direction, severity = _of_change(change, old, new, field)
                yield Match(
                    "object",
                    name,
                    f"$.objects.{name}.fields.{field}",
                    (release_name,),
                    f"{name} {old['version']}: {sentence(change)}, and the version stayed",
                    f"give {name} the version {next_version(old['version'])}",
                    f'VERSION = "{next_version(old["version"])}"',
                    was=change.was,
                    now=change.now,
                    direction=direction,
                    severity=severity,
                )


def _of_change(change: Change, old: Any, new: Any, field: str) -> tuple[Direction, Severity]:
    """What a change does: a default counts where reading a field that is unset gives it."""
    is_read = all("loads" in each["fields"].get(field, {}) for each in (old, new))
    if change.noun == "default" and is_read:
        return Direction.BOTH, Severity.LOSES
    is_gone = change.kind is Kind.REMOVED
    return Direction.BOTH if is_gone else Direction.NONE, Severity.WARNS


RULE: Final = Rule(
    "oslo-same-version",
    "A version of a class that was recorded has other fields in the code.",
    "Services of two builds have one version of a class and mean two by it.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.BOTH,
    _judge,
    passing=compared(release("spring"), release("summer")),
    failing=probed(Harm.UNSET, now="NotImplementedError", ferry="1.0"),
)
