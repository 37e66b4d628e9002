"""Rules on what a project says of its releases, a file each."""

from __future__ import annotations

from typing import Final

from compat.rules._releases import (
    _child_version_moved,
    _exception_stale,
    _name_gone,
    _pin_changed,
    _pin_of_another_release,
    _release_gone,
    _release_not_recorded,
    _removed_too_early,
    _stored_newer_than_data,
    _version_not_raised,
    _version_not_released,
)
from compat.rules._rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    _child_version_moved.RULE,
    _exception_stale.RULE,
    _name_gone.RULE,
    _pin_changed.RULE,
    _pin_of_another_release.RULE,
    _release_gone.RULE,
    _release_not_recorded.RULE,
    _removed_too_early.RULE,
    _stored_newer_than_data.RULE,
    _version_not_raised.RULE,
    _version_not_released.RULE,
)
