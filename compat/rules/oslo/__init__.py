"""Rules on code of oslo.versionedobjects and oslo.messaging, a file each."""

from __future__ import annotations

from typing import Final

from compat.rules._rule import Rule
from compat.rules.oslo import (
    _address_changed,
    _alias_moved,
    _argument_sent,
    _argument_taken,
    _child_too_new,
    _class_gone,
    _conversion_raises,
    _dead_conversion,
    _field_leaks,
    _field_missing,
    _field_replaced,
    _mapping_changed,
    _meaning_changed,
    _method_gone,
    _pin_cut,
    _result_changed,
    _same_version,
    _service_version,
    _stored_too_new,
    _unset_in_old_data,
    _value_read,
    _value_sent,
    _version_of_nobody,
)

RULES: Final[tuple[Rule, ...]] = (
    _same_version.RULE,
    _field_replaced.RULE,
    _field_leaks.RULE,
    _field_missing.RULE,
    _value_sent.RULE,
    _value_read.RULE,
    _unset_in_old_data.RULE,
    _child_too_new.RULE,
    _class_gone.RULE,
    _conversion_raises.RULE,
    _dead_conversion.RULE,
    _stored_too_new.RULE,
    _address_changed.RULE,
    _method_gone.RULE,
    _argument_taken.RULE,
    _argument_sent.RULE,
    _pin_cut.RULE,
    _meaning_changed.RULE,
    _result_changed.RULE,
    _version_of_nobody.RULE,
    _alias_moved.RULE,
    _mapping_changed.RULE,
    _service_version.RULE,
)
