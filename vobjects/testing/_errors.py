"""The errors of checks."""

from __future__ import annotations

from vobjects import VObjectError


class LawBrokenError(VObjectError, AssertionError):
    """A law of conversion that does not hold for an object of a class.

    Attributes:
        object: the name of the class.
        source: the version of the object.
        target: the version that it was converted into.
        law: the name of the law, which `vobjects.testing.laws` describes.
        why: what is wrong, with its path.
        value: the object, as text.
    """

    def __init__(
        self, *, object: str, source: str, target: str, law: str, why: str, value: str
    ) -> None:
        self.object, self.source, self.target = object, source, target
        self.law, self.why, self.value = law, why, value
        super().__init__(f"{object} {source} to {target} breaks {law}: {why}; the object: {value}")


class NothingConvertedError(VObjectError, AssertionError):
    """A check whose objects were all refused, so that it says nothing about the history.

    Attributes:
        object: the name of the class.
        source: the version of the objects.
        target: the version that refused them.
        why: the last refusal.
    """

    def __init__(self, *, object: str, source: str, target: str, why: str) -> None:
        self.object, self.source, self.target, self.why = object, source, target, why
        super().__init__(
            f"{object} {source} to {target}: no object was converted; the last refusal: {why}. "
            f"Let register_adjustment() change drawn objects so that {target} can hold them, or "
            f"leave the check out if {target} can hold none"
        )
