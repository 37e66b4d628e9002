"""Plain data: what JSON carries and gives back as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from vobjects._repr import shown

_ATOMS: Final = frozenset({str, bool, type(None)})
"""Types of which every value is plain."""


def is_plain(value: Any) -> bool:
    """Whether JSON gives the value back as it was."""
    if type(value) in _ATOMS:
        return True
    try:
        return bool(json.loads(json.dumps(value)) == value)
    except (TypeError, ValueError, RecursionError):
        return False


def text_of(value: Any) -> str:
    """The text of a value, such as an error, or a sentence if it cannot be told."""
    try:
        return str(value)
    except BaseException as error:  # an error must be answered whatever its text does
        return f"{type(value).__name__}, whose text raises {type(error).__name__}"


def has_text(value: Any) -> bool:
    """Whether the text of a value, such as an error, can be told."""
    try:
        str(value)
    except BaseException:
        return False
    return True


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, each as it is if it is plain and else as the text that errors show."""
    return {str(name): value if is_plain(value) else shown(value) for name, value in values.items()}
