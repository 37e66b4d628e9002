"""What methods of a manager return, read from their source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compat.foreign import kinds_of
from compat.foreign._results import result_of
from tests.compat.foreign.code import module
from tests.compat.foreign.service import SERVICE, checked, edited


def returning(folder: Path, body: str, told: str = "") -> Any:
    """Return a function with a body and an annotation."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return module(folder, f"class Tide: pass\n\ndef answer(ctxt, depth=1){told}:\n{lines}").answer


@pytest.mark.parametrize(
    ("body", "told", "expected"),
    [
        ("return 'a'", "", "str"),
        ("return f'{depth} m'", "", "str"),
        ("return 17", "", "int"),
        ("return depth > 3", "", "bool"),
        ("return (1, 2)", "", "list"),
        ("return [each for each in ctxt]", "", "list"),
        ("return {each: 1 for each in ctxt}", "", "dict"),
        ("return {'unit': 'm', 'depth': depth}", "", "dict(depth, unit)"),
        ("return {'unit': 'm', **ctxt}", "", "dict"),
        ("return {depth: 'm'}", "", "dict"),
        ("return str(depth)", "", "str"),
        ("return tuple(ctxt)", "", "list"),
        ("return Tide()", "", "Tide"),
        ("return ctxt.read()", "", ""),
        ("return depth", "", ""),
        ("return unknown(depth)", "", ""),
        ("found = [1]\nreturn found", "", "list"),
        ("found = {'a': 1}\nfound['b'] = 2\nreturn found", "", "dict"),
        ("found = [1]\nfound = 'a'\nreturn found", "", ""),
        ("found = other = ctxt.a = [1]\nreturn found", "", "list"),
        ("if depth:\n    return\nreturn {'a': 1}", "", "None | dict(a)"),
        ("if depth:\n    return ctxt.a\nreturn {'a': 1}", "", ""),
        ("def inner(): return 1\nreturn 'a'", "", "str"),
        ("yield 'a'\nreturn 1", "", ""),
        ("pass", "", ""),
        ("return ctxt.a", " -> 'dict[str, int] | None'", "None | dict"),
        ("import typing\nreturn ctxt.a", " -> 'typing.Optional[typing.List[int]]'", "None | list"),
        ("return ctxt.a", " -> int", "int"),
        ("return ctxt.a", " -> 'a b'", ""),
        ("return 'a'", " -> int", "str"),
    ],
)
def test_result_when_it_is_read_has_the_types_that_are_known(
    tmp_path: Path, body: str, told: str, expected: str
) -> None:
    assert result_of(returning(tmp_path, body, told)) == expected


def test_result_when_there_is_no_source_is_that_of_the_annotation() -> None:
    names: dict[str, Callable[[], int]] = {}
    exec("def answer() -> int: return 'a'", names)

    assert result_of(names["answer"]) == "int"


async def waits() -> str:
    """Return no text but what awaits it."""
    return "a"


def test_result_when_the_function_is_a_coroutine_is_that_of_the_annotation() -> None:
    assert result_of(waits) == "str"


def test_kinds_when_a_dictionary_has_two_forms_have_the_keys_of_both() -> None:
    assert kinds_of("None | dict(a, b) | dict(b, c)") == {"None": None, "dict": frozenset({"b"})}
    assert kinds_of("dict | dict(a)") == {"dict": None}
    assert kinds_of("dict()") == {"dict": frozenset()}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("return 'a'", "return ['a', 'b']", "breaks both"),
        ("return {'a': 1, 'b': 2}", "return {'b': 1, 'c': 2}", "breaks new-to-old"),
        ("return {'a': 1}", "return {'a': 1} if to else None", ""),
        (
            "return {'a': 1}",
            "if to:\n            return None\n        return {'a': 1}",
            "warns new-to-old",
        ),
        ("return {'a': 1}", "return {'a': 1, 'b': 2}", ""),
        ("return (1, 2)", "return [1, 2]", ""),
        ("if to:\n            return None\n        return 'a'", "return 'a'", ""),
        ("return 'a'", "return to", ""),
        ("return 'a'", "return object()", ""),
    ],
)
def test_check_when_a_result_has_another_type_finds_it(
    tmp_path: Path, before: str, after: str, found: str
) -> None:
    sail = "    def sail(self, ctxt, to, by=None): ..."
    old, new = (
        edited(SERVICE, [(sail, f"{sail[:-3]}\n        {body}")]) for body in (before, after)
    )

    assert [
        f"{each.severity} {each.direction}"
        for each in checked(tmp_path, old, new).findings
        if each.rule == "oslo-result-changed"
    ] == ([found] if found else [])
