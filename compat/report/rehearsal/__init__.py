"""What a rehearsal shows: the live view on a terminal, tables, and one sentence."""

from compat.report.rehearsal._live import LiveView
from compat.report.rehearsal._terminal import sentence, show

__all__ = ["LiveView", "sentence", "show"]
