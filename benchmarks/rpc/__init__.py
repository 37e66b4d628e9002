"""Calls that carry an instance, through Pinrail and through oslo.messaging alone."""
