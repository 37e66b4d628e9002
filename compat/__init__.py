"""Judge and rehearse a fleet of mixed releases."""
