"""What messages of a project may be at most."""

from __future__ import annotations

import dataclasses

from vobjects._repr import shown
from vobjects.errors import DeclarationError


@dataclasses.dataclass(frozen=True)
class Limits:
    """What a project writes and reads, whoever sends it."""

    bytes: int = 16 * 2**20
    """Bytes of a message."""
    items: int = 2**20
    """Elements of all arrays and entries of all maps of a message together."""
    depth: int = 64
    """Objects that stand in each other."""

    def __post_init__(self) -> None:
        """Check the limits.

        Raises:
            DeclarationError: one of them is no number above 0.
        """
        for name, value in dataclasses.asdict(self).items():
            if type(value) is not int or value < 1:
                raise DeclarationError(
                    where="Limits",
                    found=f"{name}={shown(value)}",
                    expected="a whole number above 0",
                    remedy=f"correct {name}=, or take it off for the default",
                )
