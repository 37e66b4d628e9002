"""Checks that hold with ``python -O`` too."""


def require(holds: object, what: str) -> None:
    """Raise an AssertionError that says ``what`` is wrong, unless ``holds``."""
    if not holds:
        raise AssertionError(what)
