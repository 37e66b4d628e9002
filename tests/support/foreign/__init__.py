"""Unmodified classes of oslo.versionedobjects."""
