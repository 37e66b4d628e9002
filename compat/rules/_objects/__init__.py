"""Rules on the content of objects, a file each."""

from __future__ import annotations

from typing import Final

from compat.rules._objects import (
    _absence_allowed,
    _absence_forbidden,
    _default_changed,
    _field_added,
    _field_made_nullable,
    _field_made_required,
    _field_removed,
    _field_renamed,
    _field_retyped,
    _inherited_change,
    _key_changed,
    _read_only_changed,
    _value_added,
    _value_removed,
    _value_renamed,
)
from compat.rules._rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    _absence_allowed.RULE,
    _absence_forbidden.RULE,
    _default_changed.RULE,
    _field_added.RULE,
    _field_made_nullable.RULE,
    _field_made_required.RULE,
    _field_removed.RULE,
    _field_renamed.RULE,
    _field_retyped.RULE,
    _inherited_change.RULE,
    _key_changed.RULE,
    _read_only_changed.RULE,
    _value_added.RULE,
    _value_removed.RULE,
    _value_renamed.RULE,
)
