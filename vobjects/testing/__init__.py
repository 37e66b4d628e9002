"""What tests of versioned classes need: objects of any class, and the laws of conversion.

It needs the extra ``pinrail[testing]``. ``import vobjects`` does not import it.
"""

from vobjects.testing._checks import Check, checks
from vobjects.testing._errors import LawBrokenError, NothingConvertedError
from vobjects.testing._examples import filled, minimal
from vobjects.testing._foreign.checks import ForeignCheck, foreign_checks
from vobjects.testing._golden import GoldenCheck, GoldenError, GoldenMessages
from vobjects.testing._random.conversions import ObjectAndViews, random_conversions
from vobjects.testing._random.lines import random_line_conversions
from vobjects.testing._random.registries import random_registries, self_referring_registries
from vobjects.testing._strategies import incomplete_objects, objects, register_adjustment

__all__ = [
    "Check",
    "ForeignCheck",
    "GoldenCheck",
    "GoldenError",
    "GoldenMessages",
    "LawBrokenError",
    "NothingConvertedError",
    "ObjectAndViews",
    "checks",
    "filled",
    "foreign_checks",
    "incomplete_objects",
    "minimal",
    "objects",
    "random_conversions",
    "random_line_conversions",
    "random_registries",
    "register_adjustment",
    "self_referring_registries",
]
