"""Server groups: instances that are to run together, or apart."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._declare.changes import Classes, Values
from vobjects._declare.field import UNSET, FieldOptions, field
from vobjects._declare.history import added, history, initial, options_changed, removed, version
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA, Persistent
from vobjects.errors import InexpressibleError
from vobjects.loss import Loss


def policy_from_policies(values: Values, classes: Classes) -> None:
    """The only policy of a group, or None if it has none; unset where that is not known."""
    policies = values.get("policies", UNSET)
    if policies is not UNSET and len(policies or ()) < 2:
        values["policy"] = policies[0] if policies else None


def policy_into_policies(values: Values, classes: Classes) -> None:
    """The policy as the only one in the list; a list that is there must say the same."""
    policy = values.pop("policy")
    policies = () if policy is None else (policy,)
    if (values.setdefault("policies", policies) or ()) != policies:
        raise InexpressibleError("policies says something else than policy")


@NOVA.register
class InstanceGroup(Persistent):
    """Instances, and the policy by which they are placed."""

    id: int = UNSET
    uuid: UUID = UNSET
    user_id: str | None = UNSET
    project_id: str | None = UNSET
    name: str | None = UNSET
    policies: tuple[str, ...] | None = field(default=UNSET, read_only=True)
    """What ``policy`` was before 1.11."""
    policy: str | None = UNSET
    """``affinity``, ``anti-affinity``, or ``soft-`` and one of them."""
    _rules: Mapping[str, str] = UNSET
    """``max_server_per_host`` as text."""
    members: tuple[str, ...] | None
    """UUIDs of instances."""
    hosts: tuple[str, ...] | None = UNSET
    """Where the members run."""

    KEY = ("uuid",)
    HISTORY = history(
        initial("1.3"),
        version("1.4", "Members can be added."),
        version("1.5", "The hosts of a group can be asked for."),
        version("1.6", "A group can be found by its name."),
        version(
            "1.7",
            "A group has no metadata.",
            removed(
                "metadetails",
                was=Mapping[str, str] | None,
                options=UNSET,
                default={},
                loss=Loss.ALLOWED,
                why="no service asks for them there",
            ),
        ),
        version("1.8", "The members of a user can be counted."),
        version("1.9", "A group can be found by one of its members."),
        version(
            "1.10",
            "A group can tell its hosts.",
            added("hosts", default=UNSET, loss=Loss.ALLOWED, why="they are looked up there"),
        ),
        version(
            "1.11",
            "A group has one policy, with rules.",
            added(
                "policy",
                up=policy_from_policies,
                down=policy_into_policies,
                writes=("policies",),
                why="the policy is the only one in policies there",
                absence=Loss.ALLOWED,
            ),
            added("_rules", default={}, why="more members would be placed on a host than allowed"),
            options_changed("policies", was=FieldOptions()),
        ),
    )
