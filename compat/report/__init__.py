"""What a rehearsal shows: the live view on a terminal, tables, and one sentence."""

from compat.report._live import LiveView
from compat.report._terminal import sentence, show

__all__ = ["LiveView", "sentence", "show"]
