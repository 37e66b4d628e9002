"""Objects of unmodified classes of oslo.versionedobjects, and the laws for them."""
