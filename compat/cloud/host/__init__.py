"""A host: its CPUs, memory, pages and PCI devices, and the record that it reports of itself."""

from compat.cloud.host._record import Pool, cells_of, new_record, node_id, pools_of, write_resources
from compat.cloud.host._sysfs import CellFacts, HostFacts, PciFacts, parse_cpus, read_host
from compat.cloud.host._tree import DirectoryTree, RecordedTree, Tree

__all__ = [
    "CellFacts",
    "DirectoryTree",
    "HostFacts",
    "PciFacts",
    "Pool",
    "RecordedTree",
    "Tree",
    "cells_of",
    "new_record",
    "node_id",
    "parse_cpus",
    "pools_of",
    "read_host",
    "write_resources",
]
