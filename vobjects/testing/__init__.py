"""What tests of versioned classes need: objects of any class, and the laws of conversion.

It needs the extra ``pinrail[testing]``. ``import vobjects`` does not import it.
"""

from vobjects.testing._checks import Check, LawBrokenError, NothingConvertedError, checks
from vobjects.testing._examples import filled, minimal
from vobjects.testing._golden import GoldenCheck, GoldenError, GoldenMessages
from vobjects.testing._strategies import incomplete_objects, objects, register_adjustment

__all__ = [
    "Check",
    "GoldenCheck",
    "GoldenError",
    "GoldenMessages",
    "LawBrokenError",
    "NothingConvertedError",
    "checks",
    "filled",
    "incomplete_objects",
    "minimal",
    "objects",
    "register_adjustment",
]
