"""Objects of unmodified oslo.versionedobjects classes, and the laws of ``vobjects.foreign``."""
