"""The reference page of the rules, made of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from compat.manifest import Change, Kind, Manifest, as_text, changes
from compat.rules._comparison import Comparison
from compat.rules._finding import Direction
from compat.rules._rule import Rule

_HEAD: Final = """# Rules

`pinrail check` judges the releases of a project that are supported by these rules. The page is made
of the rules themselves: `python -m tools.rules_page` writes it.

A rule has a severity: what it finds *breaks* services, *loses* what a message says, or *warns*. Its
direction says which messages do harm: those of an older release that a newer one reads
(`old-to-new`: upgrade the senders first), those of a newer one (`new-to-old`: upgrade the receivers
first), or `both`: no order of upgrades helps. It is `none` where nothing that is sent does harm.

Each rule has two examples: one that it finds, with what it says, and one that is allowed. A line of
an example is what the code has otherwise than the recorded release.

| rule | what must not happen | severity | direction | categories |
|---|---|---|---|---|
"""
REFUSED: Final = (
    ("An enum whose values are numbers, so that one could get another", "a field of an `IntEnum`"),
    ("A field that has to be set, added without a value for older objects", "`added()`"),
    ("An argument without a default, added without functions", "`argument_added()`"),
    ("A pin that names what is not declared", "`Project`, `Registry.at()`"),
    ("Releases out of their order, or one twice", "`Releases`"),
    ("An alias that stands for no release", "`rpc.pins.Levels`"),
    ("A word of a history for what is not there", "the class"),
)
"""Mistakes that no rule has to look for, and what refuses them."""
_FOOT: Final = """
## Refused at import

A project that makes one of these mistakes cannot be imported: the error says what to write.

| mistake | refused by |
|---|---|
"""
_SIGN: Final = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~"}


def page(rules: Sequence[Rule]) -> str:
    """Return the reference page of some rules as Markdown."""
    rows = "".join(
        f"| [`{rule.id}`](#{rule.id}) | {rule.title} | {rule.severity} | {rule.direction} | "
        f"{', '.join(rule.categories)} |\n"
        for rule in rules
    )
    refused = "".join(f"| {mistake} | {by} |\n" for mistake, by in REFUSED)
    return _HEAD + rows + "".join(map(_section, rules)) + _FOOT + refused


def _section(rule: Rule) -> str:
    finding = next(rule.findings(rule.failing))
    said = [f"{finding.severity}: {rule.id}: {finding.message}"]
    said += [f"    {text}" for text in (finding.who, f"remedy: {finding.remedy}") if text]
    said += [f"        {line}" for line in (*finding.imports, *finding.above.splitlines())]
    said += [f"        {finding.line}"] if finding.line else []
    first = f", {rule.direction.upgrade_first} first"
    order = first if rule.direction in (Direction.OLD_TO_NEW, Direction.NEW_TO_OLD) else ""
    return (
        f"\n({rule.id})=\n## {rule.id}\n\n{rule.title} {rule.purpose}\n\n"
        f"Severity: {rule.severity}. Direction: {rule.direction}{order}. "
        f"Categories: {', '.join(rule.categories)}.\n\nFound:\n\n"
        f"```text\n{_example(rule.failing)}\n```\n\n```text\n{chr(10).join(said)}\n```\n\n"
        f"Allowed:\n\n```text\n{_example(rule.passing)}\n```\n"
    )


def _example(comparison: Comparison) -> str:
    """Return an example: each release of the code beside the one that was recorded."""
    lines = [f"recorded: {', '.join(comparison.recorded) or 'nothing'}"]
    last: Manifest | None = None
    for name, code in comparison.code.items():
        old = comparison.recorded.get(name, last)
        lines += _release(name, old, code, is_recorded=name in comparison.recorded)
        last = code
    return "\n".join([*lines, *_more(comparison)])


def _release(
    name: str, old: Manifest | None, code: Manifest, *, is_recorded: bool
) -> Iterator[str]:
    if old is None:
        yield f"{name}: the first release"
        return
    yield f"{name}, {'as recorded' if is_recorded else f'after {old.release}'}:"
    for line in [*_differences(old, code)] or ["the same"]:
        yield f"  {line}"


def _more(comparison: Comparison) -> Iterator[str]:
    """Yield what an example has besides the content of its releases."""
    for history in _histories(comparison):
        yield f"history: {as_text(history)}"
    for (_, name), version in comparison.declared.items():
        yield f"declared: {name} {version}"
    for (name, field), base in comparison.inherited.items():
        yield f"inherited: {name}.{field} of {base}"
    for (name, field), reads in comparison.reads.items():
        places = ", ".join(reads.unguarded)
        yield f"reads: {name}.{field}" + (f" in {places}" if places else ", each after asking")
    for column, name in comparison.stored.items():
        yield f"stored: {column} holds {name}, written as {comparison.data or 'the newest'} has it"
    for each in comparison.accepted:
        gone = "" if each.fingerprint in comparison.found else ", where nothing is found"
        yield f"accepted: {each.rule} at {each.path} until {each.until}{gone}"


def _differences(old: Manifest, new: Manifest) -> Iterator[str]:
    for change in changes(old, new):
        yield f"{_SIGN[change.kind]} {change.path}{_values(change)}"


def _values(change: Change) -> str:
    if change.kind is Kind.CHANGED:
        return f": {as_text(change.was)} -> {as_text(change.now)}"
    return f": {as_text(change.now if change.kind is Kind.ADDED else change.was)}"


def _histories(comparison: Comparison) -> list[object]:
    """Return the histories of an example, those that were recorded first."""
    found: list[object] = []
    for manifests in (comparison.recorded, comparison.code):
        for manifest in manifests.values():
            for content in (*manifest.objects.values(), *manifest.interfaces.values()):
                if "history" in content and content["history"] not in found:
                    found.append(content["history"])
    return found
