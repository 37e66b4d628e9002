"""Values and types of manifests as Python, for the lines that findings propose."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, Final

from compat.rules._facts import Fact

_NAMES: Final = re.compile(r"[^\W\d]\w*")
_IMPORTS: Final = {
    "datetime": "import datetime",
    "Mapping": "from collections.abc import Mapping",
    "UUID": "from vobjects import UUID",
    "IPAddress": "from vobjects import IPAddress",
    "IPv4": "from vobjects import IPv4Address",
    "IPv6": "from vobjects import IPv6Address",
}
"""What a type of a manifest needs at the top of a module."""
_ANNOTATIONS: Final = {
    "datetime": "datetime.datetime",
    "IPv4": "IPv4Address",
    "IPv6": "IPv6Address",
}
"""What a type of a manifest is called in Python, where it is not its own name."""
_BUILT_IN: Final = frozenset({"int", "float", "bool", "str", "frozenset", "tuple", "None"})


@dataclasses.dataclass(frozen=True)
class Written:
    """A piece of Python."""

    text: str
    above: str = ""
    """What has to be above the class for it, such as the enum that an older version had."""
    imports: frozenset[str] = frozenset()
    """Lines that have to be at the top of the module for it."""


def literal(value: Any, text: str) -> str:
    """Return a value of a manifest as Python.

    Args:
        value: as JSON has it.
        text: its type, such as ``frozenset[int]``.
    """
    text = text.removesuffix(" | None")
    if value is None:
        return "None"
    if isinstance(value, list):
        inner = text[text.index("[") + 1 : -1].removesuffix(", ...")
        items = [literal(each, inner) for each in value]
        joined = ", ".join(items)
        if text.startswith("frozenset"):
            return f"frozenset({{{joined}}})" if items else "frozenset()"
        return f"({joined}{',' if len(items) == 1 else ''})"
    if isinstance(value, dict):
        inner = text[text.index(", ") + 2 : -1]
        return f"{{{', '.join(f'{key!r}: {literal(each, inner)}' for key, each in value.items())}}}"
    if text == "datetime":
        return f"datetime.datetime.fromisoformat({value!r})"
    return repr(value)


def type_name(facts: Mapping[str, Any], fact: Fact) -> Written:
    """Return the recorded type of a field, argument or result as an annotation.

    An enum is declared above the class with the values that it had, if the code does not have it
    any more as it was. A class of objects that the code does not have is left to its author.
    """
    text = facts["type"]
    names = [name for name in _NAMES.findall(text) if name not in _BUILT_IN]
    imports = frozenset(_IMPORTS[name] for name in names if name in _IMPORTS)
    own = [name for name in names if name not in _IMPORTS]
    for name, annotation in _ANNOTATIONS.items():
        text = re.sub(rf"\b{name}\b", annotation, text)
    if not own:
        return Written(text, "", imports)
    (name,) = own
    if "values" in facts:
        if _has_enum(fact.new, name, facts["values"]):
            return Written(text, "", imports)
        older = f"Older{name}"
        return Written(
            re.sub(rf"\b{name}\b", older, text),
            enum_class(older, facts["values"]),
            imports | {"import enum"},
        )
    return Written(text, "", imports) if name in fact.classes else Written("...", "", imports)


def _has_enum(content: Any, name: str, values: list[str]) -> bool:
    """Whether content has an enum of a name with these values somewhere."""
    if isinstance(content, dict):
        if name in _NAMES.findall(str(content.get("type", ""))) and "values" in content:
            return bool(content["values"] == values)
        return any(_has_enum(each, name, values) for each in content.values())
    return False


def enum_class(name: str, values: list[str]) -> str:
    """Return the declaration of an enum."""
    members = "\n".join(f"    VALUE_{place} = {value!r}" for place, value in enumerate(values, 1))
    return f"class {name}(enum.StrEnum):\n{members}\n"
