"""A client asks for, names or sends a version that its own release does not serve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import parse_sends
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import NOTHING, compared, method, release
from vobjects.version import Version


def _judge(comparison: Comparison) -> Iterator[Match]:
    if comparison.foreign is None:
        return
    for api, facts in comparison.code[comparison.newest].interfaces.items():
        served = Version.named(facts["version"])
        gates = comparison.foreign.gates.get(api, ())
        sent = {
            send.version: name
            for name, each in facts["methods"].items()
            for send in parse_sends(each.get("sends", ()))
            if send.version and send.version not in gates
        }
        told = [
            *((version, "asks whether it can send", Severity.WARNS) for version in gates),
            *((version, f"sends {name} at", Severity.BREAKS) for version, name in sent.items()),
            *(
                (version, f"has the alias {name} for", Severity.BREAKS)
                for name, version in facts.get("aliases", {}).items()
            ),
        ]
        for version, what, severity in told:
            if served < Version.named(version):
                yield Match(
                    "interface",
                    api,
                    f"$.interfaces.{api}.version",
                    (),
                    f"{api} {what} {version}, and its own release serves {served}",
                    "correct the number, or raise the version of the target of the manager",
                    f'target = messaging.Target(version="{version}")',
                    was=str(served),
                    now=version,
                    severity=severity,
                )


RULE: Final = Rule(
    "oslo-version-of-nobody",
    "A client asks for, names or sends a version that its own release does not serve.",
    "The call is refused by servers of the same release, or a gate is never open.",
    (Category.WIRE, Category.SOURCE),
    Severity.BREAKS,
    Direction.NONE,
    _judge,
    passing=NOTHING,
    failing=compared(
        release("spring", api=method("1.0()")), release("summer", api=method("1.1()", "1.0()"))
    ),
)
