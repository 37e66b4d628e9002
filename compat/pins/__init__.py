"""Pins from what projects keep: tables and rows of Nova, Ironic, Cinder and Neutron.

Each reader takes plain data: dicts and rows that a caller fetches with its own database access.
"""

from compat.pins._rows import Row, census

__all__ = ["Row", "census"]
