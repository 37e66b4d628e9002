"""A method or an interface that the newest release does not serve and an older one calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from compat.rules._comparison import Comparison
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._histories import history_of
from compat.rules._rule import Match, Rule
from vobjects.version import Version


def _judge(comparison: Comparison) -> Iterator[Match]:
    newest = comparison.code[comparison.newest].interfaces
    found: dict[tuple[str, str], list[str]] = {}
    for label, manifest in comparison.code.items():
        for name, content in manifest.interfaces.items():
            if label != comparison.newest:
                for path in _gone(comparison, name, content, newest.get(name)):
                    found.setdefault((name, path), []).append(label)
    for (name, path), releases in sorted(found.items()):
        gone = path.removeprefix("$.interfaces.").replace(".methods.", ".")
        yield Match(
            "interface",
            name,
            path,
            tuple(releases),
            f"{gone} is not served by {comparison.newest}, and clients of {', '.join(releases)} "
            "may call it",
            f"serve it until {releases[-1]} is supported no more",
            was=releases[-1],
        )


def _gone(
    comparison: Comparison, name: str, old: Mapping[str, Any], new: Mapping[str, Any] | None
) -> Iterator[str]:
    """Yield the paths of what an older release calls and the newest does not serve."""
    path = f"$.interfaces.{name}"
    if new is None:
        yield path
        return
    was, now = Version.named(old["version"]), Version.named(new["version"])
    served = was.major == now.major or (was.major == now.major - 1 and _serves_previous(new))
    if not served:
        yield f"{path}.version"
        return
    for method in old["methods"]:
        if _called(comparison, name, method, was, now) not in new["methods"]:
            yield f"{path}.methods.{method}"


def _serves_previous(new: Mapping[str, Any]) -> bool:
    return "previous_major_served" in new


def _called(comparison: Comparison, name: str, method: str, since: Version, until: Version) -> str:
    """Return what a method of a version is called in a newer one."""
    for entry in history_of(comparison, "interfaces", name):
        for change in entry["changes"]:
            renamed = change["change"] == "method_renamed" and change["was"] == method
            if renamed and since < Version.named(entry["version"]) <= until:
                method = change["method"]
    return method


_SPRING: Final = release("spring")
_METHODS: Final = {"count": {"style": "call", "arguments": {}, "result": {"type": "int"}}}

RULE: Final = Rule(
    "removed-too-early",
    "The newest release does not serve what a supported release may call.",
    "Clients of the older release are refused.",
    (Category.WIRE,),
    Severity.BREAKS,
    Direction.OLD_TO_NEW,
    _judge,
    passing=Comparison(
        by_release(_SPRING),
        by_release(
            _SPRING,
            release(
                "summer",
                api="1.1",
                interface={"methods": {**_SPRING.interfaces["ItemAPI"]["methods"], **_METHODS}},
            ),
        ),
    ),
    failing=Comparison(
        by_release(_SPRING),
        by_release(_SPRING, release("summer", api="1.1", interface={"methods": _METHODS})),
    ),
)
