"""Existing classes of oslo.versionedobjects, as they are, with our messages."""
