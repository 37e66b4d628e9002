"""Rules on what led to a version, a file each."""

from __future__ import annotations

from typing import Final

from compat.rules._history import (
    _absent_field_read,
    _dead_conversion,
    _field_leaks,
    _history_edited,
    _name_reused,
    _older_version_changed,
    _unset_in_old_data,
)
from compat.rules._rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    _absent_field_read.RULE,
    _dead_conversion.RULE,
    _field_leaks.RULE,
    _history_edited.RULE,
    _name_reused.RULE,
    _older_version_changed.RULE,
    _unset_in_old_data.RULE,
)
