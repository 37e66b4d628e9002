"""Objects of unmodified oslo.versionedobjects classes, and the laws of ``vobjects._foreign``."""
