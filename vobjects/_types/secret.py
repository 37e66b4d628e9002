"""Text that no ``repr``, error, report or log shows."""

from __future__ import annotations

from typing import Annotated, Any

from oslo_versionedobjects import fields as ovo

from vobjects._paths import Path
from vobjects._types.base import ChildJudge, Reading, Readings
from vobjects._types.scalars import Str


class SecretStr(str):
    """Text whose ``repr`` hides it; ``str()``, formats and comparisons use it as it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


class SecretText(Str):
    """Text that is a ``SecretStr`` in objects and plain text on the wire."""

    like = ovo.SensitiveString
    ready = None
    plain = False
    secret = True

    def check(self, value: Any, path: Path, judge: ChildJudge) -> SecretStr:
        """Text without lone surrogates, hidden."""
        plain = str(value) if type(value) is SecretStr else value
        return SecretStr(super().check(plain, path, judge))

    def written(self, var: str, path: str, depth: int = 0) -> str:
        """The text as it is."""
        return f"str({var})"

    def reading(self, names: Readings) -> Reading:
        """Text, hidden."""
        return Reading(str, f"{names.put(SecretStr)}({{0}})")

    def all_ready(self, raws: Any) -> bool:
        """None is ready: each has to be hidden."""
        return not raws


Secret = Annotated[str, SecretText()]
"""Text such as a password: ``password: Secret``. Errors, reports and logs show ``***`` instead."""
