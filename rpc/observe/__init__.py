"""Whoever watches: events, traces, metrics."""
