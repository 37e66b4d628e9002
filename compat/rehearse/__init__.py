"""Rehearse a rolling upgrade of the demo cloud: plan, run, compare, report."""

from compat.rehearse._outcome import Outcome, Status
from compat.rehearse._plan import Plan, plan
from compat.rehearse._recorder import Sent
from compat.rehearse._rehearsal import Options, Progress, rehearse
from compat.rehearse._report import Report

__all__ = ["Options", "Outcome", "Plan", "Progress", "Report", "Sent", "Status", "plan", "rehearse"]
