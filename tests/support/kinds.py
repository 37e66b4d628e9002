"""Every kind of change that releases of Nova made, in classes that all laws run over."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from vobjects import (
    UNSET,
    Classes,
    InexpressibleError,
    Loss,
    Registry,
    Values,
    VersionedObject,
    added,
    converted,
    field,
    history,
    initial,
    made_nullable,
    made_required,
    options_changed,
    removed,
    value_added,
    value_removed,
    value_renamed,
    version,
)

KINDS = Registry("kinds")


class HVType(enum.StrEnum):
    """Hypervisors; parallels was the name of vz."""

    KVM = "kvm"
    PARALLELS = "parallels"
    VZ = "vz"


class Watchdog(enum.StrEnum):
    """What a watchdog does; none that was asked for is the same as disabled."""

    RESET = "reset"
    PAUSE = "pause"
    DISABLED = "disabled"


class Mode(enum.StrEnum):
    """How a guest runs; hvm was full, and uml is gone."""

    HVM = "hvm"
    EXE = "exe"


@KINDS.register
class Spec(VersionedObject):
    """Enum values that came, went and were called otherwise, alone and in collections."""

    hv_type: HVType = UNSET
    watchdog: Watchdog | None = UNSET
    mode: Mode = UNSET
    modes: tuple[Mode, ...] = UNSET
    by_name: Mapping[str, Mode] = UNSET
    some: frozenset[Mode] = UNSET
    last: Mode = UNSET
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Vz.", value_added("hv_type", "vz", instead="parallels")),
        version(
            "1.2",
            "No watchdog.",
            value_added("watchdog", "disabled", instead=UNSET, why="none asked for is the same"),
        ),
        version(
            "1.3",
            "Full virtualization is hvm.",
            value_renamed("mode", "hvm", was="full"),
            value_renamed("modes", "hvm", was="full"),
            value_renamed("by_name", "hvm", was="full"),
            value_renamed("some", "hvm", was="full"),
        ),
        version(
            "1.4",
            "No uml.",
            value_removed("mode", "uml", why="uml is gone"),
            value_removed("modes", "uml", instead="exe", why="exe is nearest"),
            value_removed("some", "uml", instead="exe", why="exe is nearest"),
            value_removed("last", "uml", instead=UNSET, why="nobody asks for another"),
        ),
    )


@KINDS.register
class Node(VersionedObject):
    """None that came and went, and flags of fields."""

    service_id: int | None = UNSET
    host: str | None = UNSET
    note: str | None = UNSET
    name: str = UNSET
    zone: str = UNSET
    rank: int = UNSET
    locked: bool = field(default=True, read_only=True)
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "A node may be without a service.",
            made_nullable("service_id", instead=-1, why="no service is -1"),
            made_nullable("host", instead=UNSET, why="a host is known or not loaded"),
            made_nullable("note", why="a note is text"),
        ),
        version(
            "1.2",
            "A node has a name.",
            made_required("name", instead="nobody", why="a node has a name"),
            made_required("zone", why="a zone is known"),
            made_required("rank", instead=UNSET, why="a rank is a number"),
            options_changed("locked", was=UNSET),
        ),
    )


def _policy_from_policies(values: Values, classes: Classes) -> None:
    policies = values.pop("policies")
    if len(policies) > 1:
        raise InexpressibleError("a group has one policy")
    values["policy"] = policies[0] if policies else None


def _policies_from_policy(values: Values, classes: Classes) -> None:
    values["policies"] = () if values["policy"] is None else (values["policy"],)


@KINDS.register
class Group(VersionedObject):
    """A field derived from another that went."""

    policy: str | None = UNSET
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "A group has one policy.",
            added(
                "policy",
                up=_policy_from_policies,
                down=_policies_from_policy,
                writes=("policies",),
                why="policies were a list",
            ),
            removed(
                "policies",
                options=UNSET,
                was=tuple[str, ...],
                default=UNSET,
                why="policies are one",
            ),
        ),
    )


def _parent_from_info(values: Values, classes: Classes) -> None:
    info = dict(values.get("info", {}))
    values["parent"] = info.pop("a", None)
    if "info" in values:
        values["info"] = info


def _parent_into_info(values: Values, classes: Classes) -> None:
    if values["parent"] is None:
        return
    if "info" not in values or "a" in values["info"]:
        raise InexpressibleError("the info has no room for the parent")
    values["info"] = values["info"] | {"a": values["parent"]}


@KINDS.register
class Port(VersionedObject):
    """A field that was carried in another, had a place of its own, and is carried again."""

    info: Mapping[str, str] = UNSET
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "A parent of its own.",
            added(
                "parent",
                up=_parent_from_info,
                down=_parent_into_info,
                writes=("info",),
                why="the parent stands in the info",
                absence=Loss.ALLOWED,
            ),
        ),
        version(
            "1.2",
            "Parents stand in the info.",
            removed(
                "parent",
                options=UNSET,
                was=str | None,
                up=_parent_into_info,
                down=_parent_from_info,
                writes=("info",),
                why="the parent stands in the info",
                absence=Loss.ALLOWED,
            ),
        ),
    )


class Policy(enum.StrEnum):
    """How CPUs are given to a guest."""

    SHARED = "shared"
    DEDICATED = "dedicated"
    MIXED = "mixed"


def _dedicated_from_cpuset(values: Values, classes: Classes) -> None:
    values["pcpuset"] = frozenset()
    if values.get("policy") == "dedicated":
        values["pcpuset"] = values.get("cpuset", frozenset())
        values["cpuset"] = frozenset()


def _dedicated_into_cpuset(values: Values, classes: Classes) -> None:
    dedicated = values.get("policy") == "dedicated"
    if values.get("cpuset") if dedicated else values["pcpuset"]:
        raise InexpressibleError("one set of CPUs is all there is")
    if dedicated:
        values["cpuset"] = values["pcpuset"]


@KINDS.register
class GuestCell(VersionedObject):
    """A structural change: dedicated CPUs were in the set of all."""

    cpuset: frozenset[int] = UNSET
    policy: Policy | None = UNSET
    pcpuset: frozenset[int] = UNSET
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Policies.", added("policy", default=None, why="CPUs are pinned")),
        version(
            "1.2",
            "Dedicated CPUs are a set of their own.",
            added(
                "pcpuset",
                up=_dedicated_from_cpuset,
                down=_dedicated_into_cpuset,
                writes=("cpuset",),
                why="dedicated CPUs are a set",
                absence=Loss.ALLOWED,
            ),
        ),
        version("1.3", "Mixed.", value_added("policy", "mixed", why="CPUs are of one kind")),
    )


@KINDS.register
class Fence(VersionedObject):
    """What was around a cage."""

    height: int = UNSET
    HISTORY = history(initial("1.0"))


@KINDS.register
class Wall(VersionedObject):
    """What is around a cage."""

    height: int = UNSET
    stones: int = UNSET
    HISTORY = history(initial("1.0"))


def _wall(values: Values, classes: Classes) -> None:
    found = {"stones": 0, **values["border"].obj_values()}
    values["border"] = classes["Wall"](**found)


def _fence(values: Values, classes: Classes) -> None:
    found = dict(values["border"].obj_values())
    if found.pop("stones", None) != 0:
        raise InexpressibleError("a fence has no stones")
    values["border"] = classes["Fence"](**found)


@KINDS.register
class Yard(VersionedObject):
    """A field whose children are of another class."""

    border: Wall = UNSET
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Walls.",
            converted("border", was=Fence, up=_wall, down=_fence, why="there were fences"),
        ),
        version("1.2", "Behaviour."),
    )


@KINDS.register
class Ticket(VersionedObject):
    """A field that went and came again in another type."""

    code: str = UNSET
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "No code.",
            removed("code", options=UNSET, was=int, default=0, why="codes are read"),
        ),
        version("1.2", "Behaviour."),
        version("1.3", "Codes are text.", added("code", default="", why="codes are read")),
    )


@KINDS.register
class Major(VersionedObject):
    """A major version, which is the last minor one without what was deprecated."""

    id: int = UNSET
    HISTORY = history(
        initial("1.9"),
        version("1.10", "Tags.", added("tags", default=(), why="tags are read")),
        version(
            "2.0",
            "What was deprecated is gone.",
            removed("tags", options=UNSET, was=tuple[str, ...], why="tags are read"),
            removed("old", options=UNSET, was=str | None, default=None, why="it was read"),
        ),
    )
