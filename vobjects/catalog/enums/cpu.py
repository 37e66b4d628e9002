"""The enums of a CPU: its architecture, its model and who may use it."""

from __future__ import annotations

import enum


class Architecture(enum.StrEnum):
    """The machine that a CPU is for."""

    ALPHA = "alpha"
    ARMV6 = "armv6"
    ARMV7L = "armv7l"
    ARMV7B = "armv7b"
    AARCH64 = "aarch64"
    CRIS = "cris"
    I686 = "i686"
    IA64 = "ia64"
    LM32 = "lm32"
    M68K = "m68k"
    MICROBLAZE = "microblaze"
    MICROBLAZEEL = "microblazeel"
    MIPS = "mips"
    MIPSEL = "mipsel"
    MIPS64 = "mips64"
    MIPS64EL = "mips64el"
    OPENRISC = "openrisc"
    PARISC = "parisc"
    PARISC64 = "parisc64"
    PPC = "ppc"
    PPCLE = "ppcle"
    PPC64 = "ppc64"
    PPC64LE = "ppc64le"
    PPCEMB = "ppcemb"
    S390 = "s390"
    S390X = "s390x"
    SH4 = "sh4"
    SH4EB = "sh4eb"
    SPARC = "sparc"
    SPARC64 = "sparc64"
    UNICORE32 = "unicore32"
    X86_64 = "x86_64"
    XTENSA = "xtensa"
    XTENSAEB = "xtensaeb"


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


class CPUAllocationPolicy(enum.StrEnum):
    """Whether guest CPUs have host CPUs of their own, all of them or some."""

    DEDICATED = "dedicated"
    SHARED = "shared"
    MIXED = "mixed"


class CPUThreadAllocationPolicy(enum.StrEnum):
    """What a pinned guest asks of the threads of a host core."""

    PREFER = "prefer"
    ISOLATE = "isolate"
    REQUIRE = "require"


class CPUEmulatorThreadsPolicy(enum.StrEnum):
    """Where the threads of the emulator run that serves a pinned guest."""

    SHARE = "share"
    ISOLATE = "isolate"


class MaxPhyAddrMode(enum.StrEnum):
    """Where the width of physical addresses that a guest sees comes from."""

    PASSTHROUGH = "passthrough"
    EMULATE = "emulate"
