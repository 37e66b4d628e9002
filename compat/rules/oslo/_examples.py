"""Small comparisons for the examples of the rules on code of oslo."""

from __future__ import annotations

from typing import Any

from compat.foreign import Fact, ForeignCode, Harm
from compat.manifest import Manifest
from compat.rules._comparison import Comparison


def release(name: str, **parts: Any) -> Manifest:
    """Return a release with one object and one API.

    Args:
        name: the release.
        parts: ``ferry``, the version of its object; ``fields``, by name; ``api``, the facts of its
            API; and other parts of a manifest.
    """
    ferry, fields = parts.pop("ferry", "1.0"), parts.pop("fields", {"name": {"type": "String"}})
    api = {"topic": "ferries", "version": "1.0", "methods": {}, **parts.pop("api", {})}
    objects = {"Ferry": {"version": ferry, "fields": fields}}
    return Manifest("ferries", name, {"FerryAPI": api}, objects, **parts)


def compared(old: Manifest, new: Manifest, **code: Any) -> Comparison:
    """Return a comparison of a release of spring with the code of summer."""
    return Comparison(
        {old.release: old}, {old.release: old, new.release: new}, foreign=ForeignCode(**code)
    )


def probed(
    harm: Harm, field: str = "seats", was: Any = None, now: Any = None, ferry: str = "1.1"
) -> Comparison:
    """Return a comparison in which a probe shows one fact."""
    fact = Fact(harm, "Ferry", field, "spring", was, now)
    return compared(release("spring"), release("summer", ferry=ferry), facts=(fact,))


NOTHING = compared(release("spring"), release("summer"))
"""A comparison in which nothing happens."""


def method(*sends: str, **facts: Any) -> dict[str, Any]:
    """Return the facts of an API with a method that is sent in these ways."""
    arguments = facts.pop("arguments", {})
    described = {"style": "call", "arguments": arguments, "sends": [*sends], **facts}
    return {"methods": {"sail": described}}
