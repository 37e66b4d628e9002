"""Plain data as a type of arguments and results: what no type of a field describes."""

from __future__ import annotations

from typing import Annotated, Any, Final

from oslo_versionedobjects import fields as ovo

from rpc._declare.json_values import is_plain
from vobjects._paths import Path
from vobjects._types.base import ChildJudge, FieldType


class PlainData(FieldType):
    """None, a bool, a number, text, and lists and dicts of these, as JSON carries them."""

    text = "Data"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> Any:
        """The value as it is; a tuple, a key that is no text or a NaN would not arrive so."""
        if not is_plain(value):
            self.fail(value, path, "what JSON carries unchanged")
        return value

    def ovo(self) -> ovo.FieldType[Any]:
        """The type that checks nothing."""
        return ovo.FieldType()


DATA: Final = PlainData()

Data = Annotated[Any, DATA]
"""What JSON carries: for what has no class here, such as the dict of an image.

Objects in it are their primitives, and are not converted.
"""
