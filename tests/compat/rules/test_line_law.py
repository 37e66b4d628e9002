"""The proposed line, written into the history, makes the check silent: for any forgotten edit."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from compat.check._compare import compare_with
from compat.manifest import generate
from compat.rules import RULES, Finding
from tests.compat.rules.sources import Method, Source, filled, sample

TYPES = (
    "int",
    "str",
    "float",
    "bool",
    "Size",
    "datetime.datetime",
    "tuple[int, ...]",
    "frozenset[str]",
    "Mapping[str, int]",
    "Part | None",
)
OLD = {"spring": ("1.0", "1.0"), "summer": ("1.1", "1.1")}
"""What each release speaks; a history has a rename at 1.1."""
HISTORY = {
    "Thing": ('vo.version("1.1", "A name.", vo.renamed("first", was="early")),',),
    "ThingAPI": ('version("1.1", "A name.", method_renamed("get", was="fetch")),',),
}
IMPORTS = ("from rpc import method_renamed, version",)
Edit = Callable[[Source], Source]

type_texts: st.SearchStrategy[str] = st.builds(
    lambda type_, optional: f"{type_} | None" if optional and "|" not in type_ else type_,
    st.sampled_from(TYPES),
    st.booleans(),
)


@st.composite
def values(draw: st.DrawFn, type_: str) -> str:
    """What a class body assigns to a field of a type: nothing, a default, or options."""
    default = sample(type_)
    forms = ["", "vo.UNSET", "vo.field(default=vo.UNSET, read_only=True)"]
    if "Part" not in type_:
        forms += [default, f"vo.field(default={default}, read_only=True)"]
        forms.append(f"vo.field(default={default}, may_be_absent=True)")
    return draw(st.sampled_from(forms))


@st.composite
def fields(draw: st.DrawFn) -> tuple[str, str]:
    """The annotation and the value of a field."""
    type_ = draw(type_texts)
    return type_, draw(values(type_))


@st.composite
def arguments(draw: st.DrawFn, name: str) -> tuple[str, str, str]:
    """An argument."""
    type_ = draw(type_texts)
    has_default = draw(st.booleans()) and "Part" not in type_
    return name, type_, sample(type_) if has_default else ""


@st.composite
def methods(draw: st.DrawFn) -> Method:
    """A method of up to two arguments."""
    names = draw(st.sampled_from([(), ("a",), ("a", "b")]))
    result = draw(st.none() | type_texts)
    return Method(tuple(draw(arguments(name)) for name in names), result or "None")


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """A project with a history."""
    whole = {name: draw(fields()) for name in ("first", "second", "third")}
    api = {name: draw(methods()) for name in ("get", "put")}
    return Source(whole, api, entries=HISTORY, imports=IMPORTS)


@st.composite
def field_edits(draw: st.DrawFn, source: Source) -> Source:
    """The project after its team changed a field and forgot the history."""
    name = draw(st.sampled_from(["first", "second", "third"]))
    own, (type_, value) = dict(source.fields), source.fields[name]
    match draw(st.sampled_from(["add", "remove", "rename", "retype", "null", "value"])):
        case "add":
            own["fourth"] = draw(fields())
        case "remove" if name != "first":
            del own[name]
        case "rename" if name != "first":
            own[f"{name}ly"] = own.pop(name)
        case "retype":
            own[name] = draw(fields())
        case "null":
            bare = type_.removesuffix(" | None")
            own[name] = bare if bare != type_ else f"{type_} | None", value
            if value not in ("", "vo.UNSET"):
                own[name] = own[name][0], ""
        case _:
            own[name] = type_, draw(values(type_))
    return dataclasses.replace(source, fields=own)


@st.composite
def method_edits(draw: st.DrawFn, source: Source) -> Source:
    """The project after its team changed a method and forgot the history."""
    own, put = dict(source.methods), source.methods["put"]
    given_, rest = put.arguments[:1], put.arguments[1:]
    match draw(st.sampled_from(["add", "remove", "rename", "style", "result", "argument"])):
        case "add":
            own["count"] = draw(methods())
        case "remove":
            del own["put"]
        case "rename":
            own["place"] = own.pop("put")
        case "style" if put.result == "None":
            own["put"] = dataclasses.replace(put, style="cast")
        case "result" if put.style == "call":
            own["put"] = dataclasses.replace(put, result=draw(type_texts))
        case _:
            changed = draw(
                st.sampled_from(
                    [
                        (*put.arguments, draw(arguments("c"))),
                        rest,
                        *([((("z", *given_[0][1:])), *rest)] if given_ else []),
                        *([(draw(arguments("a")), *rest)] if given_ else []),
                    ]
                )
            )
            own["put"] = dataclasses.replace(put, arguments=changed)
    return dataclasses.replace(source, methods=own)


@st.composite
def value_edits(draw: st.DrawFn, source: Source) -> Source:
    """The project after its team changed an enum and forgot the history."""
    size = draw(st.sampled_from([("large", "small", "tiny"), ("small",), ("big", "small")]))
    return dataclasses.replace(source, size=size)


@st.composite
def forgotten(draw: st.DrawFn) -> tuple[Source, Source]:
    """A project, and the same after an edit of up to three kinds without a word of the history."""
    source = draw(sources())
    edited = source
    edits: list[Any] = [field_edits, method_edits, value_edits]
    for edit in draw(st.lists(st.sampled_from(edits), min_size=1, unique=True)):
        edited = draw(edit(edited))
    return source, edited


def findings(recorded: Mapping[str, Any], source: Source) -> list[Finding]:
    comparison = compare_with(source.project(OLD), recorded)
    return [finding for rule in RULES for finding in rule.findings(comparison)]


def with_lines(source: Source, found: list[Finding]) -> Source:
    """The project with the proposed line of each finding in its history."""
    by_name = {each.name: each for each in found if each.line}
    entries = {
        name: (*source.entries[name], filled(each.line, source)) for name, each in by_name.items()
    }
    return dataclasses.replace(
        source,
        entries={**source.entries, **entries},
        above={name: each.above for name, each in by_name.items()},
        imports=(*source.imports, *(line for each in by_name.values() for line in each.imports)),
    )


@given(forgotten())
def test_line_when_it_is_written_into_the_history_makes_the_check_silent(
    pair: tuple[Source, Source],
) -> None:
    source, edited = pair
    before = source.project(OLD)
    recorded = {release: generate(before, release) for release in before.releases}

    found = findings(recorded, edited)

    undeclared = [each for each in found if not each.line]
    mended = findings(recorded, with_lines(edited, found))
    left = {each.fingerprint for each in mended if each.rule != "version-not-released"}
    assert left <= {each.fingerprint for each in undeclared}
