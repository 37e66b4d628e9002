"""Bad entries and words of a history."""

from __future__ import annotations

from tests.support.bad.bad import (
    BOTH,
    Bad,
    car,
    nothing,
    of_entries,
)
from vobjects import (
    UNSET,
    Loss,
    added,
    child_bumped,
    converted,
    initial,
    removed,
    renamed,
    retyped,
    same_as,
    version,
)

ENTRIES = {
    "no entry": Bad(of_entries(), "history", "no initial version", "initial('1.0')", "begin"),
    "no initial entry": Bad(
        of_entries(version("1.0", "x", renamed("a", was="b"))),
        "history",
        "no initial version",
        "initial('1.0') first",
        "begin the history with initial(...)",
    ),
    "out of order": Bad(
        of_entries(initial("1.10"), version("1.9", "x")),
        "history",
        "1.9 after 1.10",
        "1.10 is newer than 1.9",
        "move the entry",
    ),
    "twice": Bad(
        of_entries(initial("1.1"), version("1.1", "x")),
        "history",
        "1.1 after 1.1",
        "rising order",
        "correct its number",
    ),
    "older content last": Bad(
        of_entries(initial("1.1"), version("1.1-kilo", "x")),
        "history",
        "1.1-kilo after 1.1",
        "an older content of a number stands before the number alone",
        "move the entry",
    ),
    "content twice": Bad(
        of_entries(initial("1.1-a"), version("1.1-a", "x"), version("1.1", "x")),
        "history",
        "1.1-a after 1.1-a",
        "rising order",
        "correct its number",
    ),
    "older content alone": Bad(
        of_entries(initial("1.0"), version("1.1-kilo", "x"), version("1.2", "x")),
        "history",
        "1.1-kilo without 1.1",
        "the newest content under the number 1.1 alone",
        "write that version too",
    ),
    "no change": Bad(
        lambda: version("1.1", "x", "memory"),  # type: ignore[arg-type]
        "version('1.1')",
        "str 'memory'",
        "added('memory', default=0)",
        "words of a history",
    ),
    "no version": Bad(
        lambda: version(["1.1"], "x"),  # type: ignore[arg-type]
        "version",
        "list ['1.1']",
        "'1.10', or '1.3-spring'",
        "a string of major.minor",
    ),
    "same_as in a history": Bad(
        lambda: car({}, same_as("1.0"))(),  # type: ignore[arg-type]
        "Car 1.1",
        "same_as('1.0') in a history",
        "in a line()",
        "write the changes themselves",
    ),
}

WORDS = {
    "added without a way up": Bad(
        lambda: added("a"), "added('a')", "no way back up", "a default or", "write default="
    ),
    "added half": Bad(
        lambda: added("a", down=nothing), "added('a')", "one half", "both up and down", "write up="
    ),
    "removed half": Bad(
        lambda: removed("a", was=int, up=nothing),
        "removed('a')",
        "one half",
        "both up and down",
        "write down=",
    ),
    "writes without functions": Bad(
        lambda: added("a", default=1, writes=("b",)),
        "added('a')",
        "writes=('b',) and no function",
        "beside up= and down=",
        "take writes= off",
    ),
    "loss beside functions": Bad(
        lambda: added("a", loss=Loss.ALLOWED, **BOTH),
        "added('a')",
        "loss= beside a conversion",
        "loss=, or up= and down=",
        "take one of them off",
    ),
    "default beside functions": Bad(
        lambda: added("a", default=1, **BOTH),
        "added('a')",
        "default= beside up= and down=",
        "default=, or up= and down=",
        "take it off",
    ),
    "values that may be dropped beside functions": Bad(
        lambda: removed("a", was=int, may_drop=(1,), **BOTH),
        "removed('a')",
        "may_drop= beside up= and down=",
        "may_drop=, or up= and down=",
        "take it off",
    ),
    "values that may be dropped where all may be": Bad(
        lambda: added("a", default=0, loss=Loss.ALLOWED, may_drop=(1,)),
        "added('a')",
        "may_drop= beside loss=Loss.ALLOWED",
        "one of the two",
        "take may_drop= off",
    ),
    "a value that may be dropped and no tuple": Bad(
        lambda: added("a", default=0, may_drop=None),  # type: ignore[arg-type]
        "added('a')",
        "may_drop=None",
        "a tuple of values",
        "write may_drop=(None,)",
    ),
    "absence that may be dropped": Bad(
        lambda: added("a", default=0, may_drop=(UNSET,)),
        "added('a')",
        "may_drop with UNSET",
        "values that the field can be set to",
        "take UNSET off",
    ),
    "absence without functions": Bad(
        lambda: added("a", default=0, absence=Loss.ALLOWED),
        "added('a')",
        "absence= and no function",
        "absence= beside up= and down=",
        "what a default does to absence is reported",
    ),
    "no function": Bad(
        lambda: retyped("a", was=int, up=str, down=None),  # type: ignore[arg-type]
        "retyped('a')",
        "down=None",
        "a function of (value)",
        "write down=",
    ),
    "no function at all": Bad(
        lambda: converted("a", was=int, up="int", down=nothing),  # type: ignore[arg-type]
        "converted('a')",
        "up=str 'int'",
        "a function of (values, classes)",
        "write up=",
    ),
    "no child version": Bad(
        lambda: child_bumped("a", "new"), "version", "str 'new'", "'1.10'", "major.minor"
    ),
}
