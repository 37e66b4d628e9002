"""A project of one object and one interface as Python source, which tests edit and run."""

from __future__ import annotations

import dataclasses
import re
import sys
import types
from collections.abc import Mapping

from compat import Project
from rpc import Pin

_HEAD = """from __future__ import annotations
{imports}
import datetime
import enum
from collections.abc import Mapping

import vobjects as vo
from rpc import Context, Interface, call, cast
from rpc import history as rpc_history, initial as rpc_initial

THINGS = vo.Registry("things")


class Size(enum.StrEnum):
{size}


@THINGS.register
class Part(vo.VersionedObject):
    id: int
    HISTORY = vo.history(vo.initial("1.0"))

{above_thing}
@THINGS.register
class Thing(vo.VersionedObject):
    id: int
{fields}

    HISTORY = vo.history(
        vo.initial("1.0"),
{thing_history}
    )

{above_api}
class ThingAPI(Interface):
    TOPIC = "things"

{methods}
    HISTORY = rpc_history(
        rpc_initial("1.0"),
{api_history}
    )
"""
_SAMPLES = {
    "int": "0",
    "str": "''",
    "float": "0.0",
    "bool": "False",
    "Size": "'small'",
    "datetime.datetime": "datetime.datetime.fromisoformat('2026-01-02T00:00:00+00:00')",
}


@dataclasses.dataclass(frozen=True)
class Method:
    """A method as source."""

    arguments: tuple[tuple[str, str, str], ...] = ()
    """Name, annotation and default of each; the default is empty if there is none."""
    result: str = "None"
    style: str = "call"

    def source(self, name: str) -> str:
        """The method in a class."""
        given = [f"{each}: {type_}" for each, type_, default in self.arguments if not default]
        given += [f"{n}: {type_} = {default}" for n, type_, default in self.arguments if default]
        signature = ", ".join(["self", "context: Context", *given])
        return (
            f"    @{self.style}\n    def {name}({signature}) -> {self.result}:\n"
            "        raise NotImplementedError\n\n"
        )


@dataclasses.dataclass(frozen=True)
class Source:
    """What a team wrote."""

    fields: Mapping[str, tuple[str, str]]
    """Annotation and assigned value by name; the value is empty if there is none."""
    methods: Mapping[str, Method]
    size: tuple[str, ...] = ("large", "small")
    entries: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """The entries of the histories after the first, of Thing and of ThingAPI."""
    above: Mapping[str, str] = dataclasses.field(default_factory=dict)
    imports: tuple[str, ...] = ()

    def text(self) -> str:
        """The module."""
        return _HEAD.format(
            imports="\n".join(self.imports),
            size="\n".join(f"    V{each.upper()} = {each!r}" for each in self.size),
            above_thing=self.above.get("Thing", ""),
            above_api=self.above.get("ThingAPI", ""),
            fields="\n".join(
                f"    {name}: {type_}{f' = {value}' if value else ''}"
                for name, (type_, value) in self.fields.items()
            ),
            methods="".join(each.source(name) for name, each in self.methods.items()),
            thing_history="\n".join(f"        {e}" for e in self.entries.get("Thing", ())),
            api_history="\n".join(f"        {e}" for e in self.entries.get("ThingAPI", ())),
        )

    def project(self, versions: Mapping[str, tuple[str, str]]) -> Project:
        """The project of the module.

        Args:
            versions: by release, the version of Thing and that of ThingAPI.
        """
        module = types.ModuleType("things")
        sys.modules["things"] = module  # where annotations are looked up
        try:
            exec(compile(self.text(), "things", "exec", dont_inherit=True), vars(module))
        finally:
            del sys.modules["things"]
        pins = [
            Pin(
                release,
                {"ThingAPI": module.ThingAPI.LINEAGE.at(api)},
                module.THINGS.at({"Thing": thing, "Part": "1.0"}, release),
            )
            for release, (thing, api) in versions.items()
        ]
        return Project(
            "things", registry=module.THINGS, interfaces=(module.ThingAPI,), releases=pins
        )


def filled(line: str, source: Source) -> str:
    """A line in which each ... is replaced as its author would: by a value or a function."""
    line = re.sub(
        r"(vo\.retyped\([^()]*(?:\([^()]*\))?[^()]*)up=\.\.\., down=\.\.\.", _one_value, line
    )
    for word in ("argument_retyped", "result_retyped", "argument_added"):
        line = re.sub(rf"({word}\((?:[^()]|\([^()]*\))*?)up=\.\.\., down=\.\.\.", _two_values, line)
    types_ = {name: type_ for name, (type_, _) in source.fields.items()}
    line = re.sub(
        r"vo\.added\('(\w+)', default=\.\.\.\)",
        lambda found: f"vo.added({found[1]!r}, default={sample(types_[found[1]])})",
        line,
    )
    return re.sub(
        r"was=([^=]*?), (default|instead)=\.\.\.",
        lambda found: f"was={found[1]}, {found[2]}={sample(found[1])}",
        line,
    )


def _one_value(found: re.Match[str]) -> str:
    return f"{found[1]}up=lambda value: value, down=lambda value: value"


def _converted(found: re.Match[str]) -> str:
    return f"{found[1]}up=lambda value, classes: value, down=lambda value, classes: value"


def _two_values(found: re.Match[str]) -> str:
    return f"{found[1]}up=lambda values, classes: None, down=lambda values, classes: None"


def sample(type_: str) -> str:
    """A value of a type, as source."""
    if type_.endswith("| None"):
        return "None"
    for start, text in (("frozenset", "frozenset()"), ("tuple", "()"), ("Mapping", "{}")):
        if type_.startswith(start):
            return text
    return _SAMPLES.get(type_.replace("Older", ""), "None")
