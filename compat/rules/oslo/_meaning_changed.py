"""A method has another style, or an argument another default."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._calls import apis, calls_to_code, of_each
from compat.rules.oslo._examples import NOTHING, compared, method, release


def _judge(comparison: Comparison) -> Iterator[Match]:
    for (path, api, was, now), releases in of_each([*_styles(comparison), *_defaults(comparison)]):
        is_style = path.endswith("style")
        yield Match(
            "interface",
            api,
            path,
            releases,
            f"{path.removeprefix('$.interfaces.')} was {was} and is {now}",
            "keep it, or send the other form as another method"
            if is_style
            else "keep the default of the manager, and let the client send the new value",
            was=was,
            now=now,
            direction=Direction.NEW_TO_OLD if is_style else Direction.OLD_TO_NEW,
            severity=Severity.WARNS if is_style else Severity.LOSES,
        )


def _styles(comparison: Comparison) -> Iterator[tuple[tuple[str, str, str, str], str]]:
    for release_name, api, old, new in apis(comparison):
        for name, facts in old["methods"].items() if new is not None else ():
            now = new["methods"].get(name, facts)["style"]
            if now != facts["style"]:
                path = f"$.interfaces.{api}.methods.{name}.style"
                yield (path, api, facts["style"], now), release_name


def _defaults(comparison: Comparison) -> Iterator[tuple[tuple[str, str, str, str], str]]:
    for call in calls_to_code(comparison):
        recorded = comparison.recorded[call.release].interfaces[call.api]["methods"][call.method]
        new = {} if call.server is None else call.server.arguments
        for name, facts in recorded["arguments"].items():
            both = "default" in facts and "default" in new.get(name, {})
            is_left_out = any(name not in send.arguments for send in call.sends)
            if both and is_left_out and repr(facts["default"]) != repr(new[name]["default"]):
                path = f"{call.path}.arguments.{name}.default"
                was, now = repr(facts["default"]), repr(new[name]["default"])
                yield (path, call.api, was, now), call.release


RULE: Final = Rule(
    "oslo-meaning-changed",
    "A method is called where it was cast, or an argument that is left out has a new default.",
    "A message of the other release means something else.",
    (Category.WIRE,),
    Severity.LOSES,
    Direction.OLD_TO_NEW,
    _judge,
    passing=NOTHING,
    failing=compared(
        release("spring", api=method("1.0()", style="cast")),
        release("summer", api=method("1.0()")),
    ),
)
