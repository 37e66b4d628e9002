"""The enum of migrations."""

from __future__ import annotations

import enum


class MigrationType(enum.StrEnum):
    """Why an instance moves."""

    MIGRATION = "migration"
    RESIZE = "resize"
    LIVE_MIGRATION = "live-migration"
    EVACUATION = "evacuation"
