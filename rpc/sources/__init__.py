"""Who says how a destination is pinned: by hand, configuration, service records, or the peer."""
