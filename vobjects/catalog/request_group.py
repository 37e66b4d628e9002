"""What an instance asks for, in groups that one provider or several must meet."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._declare.field import field
from vobjects._declare.history import added, history, initial, version
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA

_ELSEWHERE = "the request could be met where it must not be"


@NOVA.register
class RequestGroup(VersionedObject):
    """Resources and traits that belong together (since stein)."""

    use_same_provider: bool = field(default=True)
    resources: Mapping[str, int] = field(default={})
    """Class of resources to amount."""
    required_traits: frozenset[str] = field(default=frozenset())
    forbidden_traits: frozenset[str] = field(default=frozenset())
    aggregates: tuple[tuple[str, ...], ...] = field(default=())
    """The provider must be in one aggregate of each."""
    forbidden_aggregates: frozenset[str] = field(default=frozenset())
    requester_id: str | None = field(default=None)
    """Who asks, such as a port."""
    provider_uuids: tuple[UUID, ...] = field(default=())
    """The providers that were found."""
    in_tree: UUID | None = field(default=None)
    """The provider must stand under this one."""

    KEY = VALUE
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "A group knows who asks, and which providers were found.",
            added("requester_id", default=None, why="resources would not be those of their port"),
            added("provider_uuids", default=(), why="resources would be claimed of nobody"),
        ),
        version(
            "1.2",
            "A group can ask for a tree of providers.",
            added("in_tree", default=None, why=_ELSEWHERE),
        ),
        version(
            "1.3",
            "A group can forbid aggregates.",
            added("forbidden_aggregates", default=frozenset(), why=_ELSEWHERE),
        ),
    )


@NOVA.register
class RequestLevelParams(VersionedObject):
    """What holds for all groups of a request (since ussuri)."""

    root_required: frozenset[str] = field(default=frozenset(), may_be_absent=True)
    """Traits that the host itself must have."""
    root_forbidden: frozenset[str] = field(default=frozenset(), may_be_absent=True)
    same_subtree: tuple[tuple[str, ...], ...] = field(default=(), may_be_absent=True)
    """Groups that must be met under one provider."""

    KEY = ()
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Groups can ask for one subtree.",
            added("same_subtree", default=(), why=_ELSEWHERE),
        ),
    )
