"""Rehearse a rolling upgrade of the reference cloud: plan, run, compare, report."""
