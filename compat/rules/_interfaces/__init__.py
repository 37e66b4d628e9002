"""Rules on the content of interfaces, a file each."""

from __future__ import annotations

from typing import Final

from compat.rules._interfaces import (
    _address_changed,
    _argument_added,
    _argument_default_changed,
    _argument_made_optional,
    _argument_made_required,
    _argument_removed,
    _argument_renamed,
    _argument_retyped,
    _idempotency_changed,
    _method_added,
    _method_moved,
    _method_removed,
    _method_renamed,
    _previous_major_dropped,
    _result_changed,
    _style_changed,
)
from compat.rules._rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    _address_changed.RULE,
    _argument_added.RULE,
    _argument_default_changed.RULE,
    _argument_made_optional.RULE,
    _argument_made_required.RULE,
    _argument_removed.RULE,
    _argument_renamed.RULE,
    _argument_retyped.RULE,
    _idempotency_changed.RULE,
    _method_added.RULE,
    _method_moved.RULE,
    _method_removed.RULE,
    _method_renamed.RULE,
    _previous_major_dropped.RULE,
    _result_changed.RULE,
    _style_changed.RULE,
)
