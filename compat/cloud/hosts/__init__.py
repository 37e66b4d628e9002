"""Recordings of hosts, read by ``compat.cloud.tree``."""
