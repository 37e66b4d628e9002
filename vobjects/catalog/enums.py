"""The enums of Nova's CPU model (kilo, ``nova/objects/fields.py`` and ``nova/compute/arch.py``)."""

from __future__ import annotations

import enum

Architecture = enum.StrEnum(
    "Architecture",
    {
        name.upper(): name
        for name in ["alpha", "armv6", "armv7l", "armv7b", "aarch64", "cris", "i686", "ia64", "lm32", "m68k", "microblaze", "microblazeel", "mips", "mipsel", "mips64", "mips64el", "openrisc", "parisc", "parisc64", "ppc", "ppcle", "ppc64", "ppc64le", "ppcemb", "s390", "s390x", "sh4", "sh4eb", "sparc", "sparc64", "unicore32", "x86_64", "xtensa", "xtensaeb"]
    },
)
"""The machine that a CPU model is for."""


class CPUMode(enum.StrEnum):
    """How the CPU model of a guest comes about."""

    CUSTOM = "custom"
    HOST_MODEL = "host-model"
    HOST_PASSTHROUGH = "host-passthrough"


class CPUMatch(enum.StrEnum):
    """How near the CPU of the host must be to the model."""

    MINIMUM = "minimum"
    EXACT = "exact"
    STRICT = "strict"


class CPUFeaturePolicy(enum.StrEnum):
    """What is asked of a CPU feature."""

    FORCE = "force"
    REQUIRE = "require"
    OPTIONAL = "optional"
    DISABLE = "disable"
    FORBID = "forbid"
