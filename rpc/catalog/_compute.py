"""Nova's compute interface, 5.0 (queens) to 6.5 (gazpacho)."""

from __future__ import annotations

from typing import Any

from rpc import (
    argument_added,
    argument_removed,
    argument_renamed,
    argument_retyped,
    default_changed,
    history,
    initial,
    method_added,
    method_removed,
    previous_major_served,
    version,
)
from rpc._declare.changes import ArgumentAdded, Change, DefaultChanged
from rpc._declare.plain_data import Data
from rpc.catalog import _compute_gone as gone
from rpc.catalog._compute_devices import ComputeDevices
from rpc.catalog._compute_hosts import ComputeHosts
from rpc.catalog._compute_live import ComputeLive
from rpc.catalog._compute_power import ComputePower
from rpc.catalog._compute_resize import ComputeResize
from vobjects import InexpressibleError, Loss
from vobjects.catalog.instance import Instance
from vobjects.catalog.request_spec import RequestSpec

_SPEC_METHODS = ("resize_instance", "finish_resize", "revert_resize", "finish_revert_resize")
_SHELVED = ("shelve_instance", "shelve_offload_instance", "unshelve_instance")
_LOADED = "an older host loads the specification itself or does without"


def _no_dict(value: Any, classes: Any) -> Any:
    """Specifications were dicts once; no object says all of such a dict."""
    if value is not None:
        raise InexpressibleError("a host does without the specification of the other form")


def _block_migration(values: dict[str, Any], classes: Any) -> None:
    """The facts of the migration have it too."""
    facts = values["migrate_data"]
    known = "block_migration" in facts.fields and facts.obj_attr_is_set("block_migration")
    values["block_migration"] = facts.block_migration if known else False


def _nothing(values: dict[str, Any], classes: Any) -> None:
    """The facts of the migration have it."""


def _spec_added(method: str) -> ArgumentAdded:
    return argument_added(method, "request_spec", loss=Loss.ALLOWED, why=_LOADED)


def _accelerated(method: str) -> ArgumentAdded:
    return argument_added(method, "accel_uuids", why="the guest would lose its accelerators")


def _required(method: str, *arguments: str) -> tuple[DefaultChanged, ...]:
    return tuple(default_changed(method, argument, was=None) for argument in arguments)


_TIDIED: tuple[Change, ...] = (
    argument_renamed("prep_resize", "flavor", was="instance_type"),
    argument_renamed("resize_instance", "flavor", was="instance_type"),
    argument_removed(
        "pre_live_migration",
        "block_migration",
        was=bool | None,
        up=_nothing,
        down=_block_migration,
    ),
    argument_removed(
        "prep_snapshot_based_resize_at_dest",
        "request_spec",
        was=RequestSpec | None,
        instead=None,
        loss=Loss.ALLOWED,
        why="no host ever read it",
    ),
    argument_removed(
        "finish_snapshot_based_resize_at_dest",
        "request_spec",
        was=RequestSpec | None,
        instead=None,
        loss=Loss.ALLOWED,
        why="no host ever read it",
    ),
    argument_removed(
        "check_instance_shared_storage",
        "instance",
        was=Instance | None,
        instead=None,
        loss=Loss.ALLOWED,
        why="the file alone is looked for",
    ),
    *(change for method in _SPEC_METHODS for change in _required(method, "request_spec")),
    *_required("unshelve_instance", "request_spec", "accel_uuids"),
    *_required("shelve_instance", "accel_uuids"),
    *_required("shelve_offload_instance", "accel_uuids"),
    *_required("build_and_run_instance", "accel_uuids"),
    *_required("rebuild_instance", "accel_uuids"),
    *_required("check_can_live_migrate_destination", "migration", "limits"),
    method_removed(gone.get_console_topic),
    method_removed(gone.get_console_pool_info),
    method_removed(gone.refresh_instance_security_rules),
    method_removed(gone.change_instance_metadata),
    method_removed(gone.reset_network),
    method_removed(gone.add_aggregate_host),
    method_removed(gone.remove_aggregate_host),
)
"""What 6.0 gave up of 5.13: older names, and what was not used any more."""


class ComputeAPI(ComputePower, ComputeResize, ComputeLive, ComputeDevices, ComputeHosts):
    """Nova's computes."""

    TOPIC = "compute"

    HISTORY = history(
        initial("5.0", "As queens has it."),
        version(
            "5.1",
            "A resize is scheduled by an object.",
            argument_retyped(
                "prep_resize",
                "request_spec",
                was=Data,
                up=_no_dict,
                down=_no_dict,
                instead=None,
                why=_LOADED,
            ),
        ),
        version(
            "5.2",
            "Moves know what the guest asked for.",
            *(_spec_added(method) for method in (*_SPEC_METHODS, "unshelve_instance")),
        ),
        version(
            "5.3",
            "Guests with a NUMA topology migrate while they run.",
            argument_added(
                "check_can_live_migrate_destination",
                "migration",
                loss=Loss.ALLOWED,
                why="an older host claims nothing for it",
            ),
            argument_added(
                "check_can_live_migrate_destination",
                "limits",
                loss=Loss.ALLOWED,
                why="an older host claims nothing for it",
            ),
            method_added("drop_move_claim_at_destination"),
        ),
        version("5.4", "Images can be fetched before.", method_added("cache_images")),
        version(
            "5.5",
            "A guest can come from another cell.",
            method_added("prep_snapshot_based_resize_at_dest"),
        ),
        version(
            "5.6",
            "A guest can go to another cell.",
            method_added("prep_snapshot_based_resize_at_source"),
        ),
        version(
            "5.7",
            "A guest from another cell is started.",
            method_added("finish_snapshot_based_resize_at_dest"),
        ),
        version(
            "5.8",
            "A move between cells is confirmed.",
            method_added("confirm_snapshot_based_resize_at_source"),
        ),
        version(
            "5.9",
            "A move between cells is undone.",
            method_added("revert_snapshot_based_resize_at_dest"),
        ),
        version(
            "5.10",
            "A guest whose move between cells is undone is started.",
            method_added("finish_revert_snapshot_based_resize_at_source"),
        ),
        version(
            "5.11", "Guests are built with accelerators.", _accelerated("build_and_run_instance")
        ),
        version("5.12", "Guests are rebuilt with accelerators.", _accelerated("rebuild_instance")),
        version("5.13", "Guests are shelved with accelerators.", *map(_accelerated, _SHELVED)),
        version("6.0", "The same without what was outdated.", previous_major_served(), *_TIDIED),
        version(
            "6.1",
            "The volume that a guest boots from can be imaged anew.",
            argument_added(
                "rebuild_instance", "reimage_boot_volume", why="the volume would stay as it is"
            ),
        ),
        version(
            "6.2",
            "An evacuated guest can be left stopped.",
            argument_added("rebuild_instance", "target_state", why="the guest would be started"),
        ),
        version(
            "6.3",
            "A volume is let go of with its attachment.",
            argument_added(
                "remove_volume_connection", "delete_attachment", why="the attachment would stay"
            ),
        ),
        version(
            "6.4",
            "Guests have shares.",
            method_added("allow_share"),
            method_added("deny_share"),
        ),
        version("6.5", "Computes listen to a second topic while they stop."),
    )
