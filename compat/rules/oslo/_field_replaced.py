"""A field was replaced by another one, and neither side reads that of the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import Fact, Harm
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import NOTHING, compared, release
from compat.rules.oslo._groups import below, code_version, explain


def _judge(comparison: Comparison) -> Iterator[Match]:
    for gone, new in explain(comparison).replaced:
        version = code_version(comparison, new.name)
        fields = comparison.code[comparison.newest].objects[new.name]["fields"]
        yield new.match(
            f"{new.name}.{gone.field} became {new.field} in {version}: older releases find "
            f"{gone.field} unset, and {new.field} is unset in what they send",
            f"keep {gone.field}, or write it from {new.field} below {version} and make {new.field} "
            f"of it when an older {new.name} is read",
            below(version, f'primitive["{gone.field}"] = ...; primitive.pop("{new.field}", None)'),
            was=f"{gone.field}: {gone.first.was}",
            now=f"{new.field}: {fields[new.field]['type']}",
        )


_FACTS: Final = (
    Fact(Harm.MISSING, "Ferry", "name", "spring", "String", None),
    Fact(Harm.LEAK, "Ferry", "names", "spring", None, "['a']"),
)

RULE: Final = Rule(
    "oslo-field-replaced",
    "A field was replaced by another one, and no conversion makes one of the other.",
    "Each side finds the field unset that the other does not know.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.BOTH,
    _judge,
    passing=NOTHING,
    failing=compared(
        release("spring"),
        release("summer", ferry="1.1", fields={"names": {"type": "List[String]"}}),
        facts=_FACTS,
    ),
)
