"""Serving them."""
