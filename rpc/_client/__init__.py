"""Calls and casts."""
