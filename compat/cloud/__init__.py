"""The demo cloud: ordinary services that import ``vobjects`` and ``rpc`` as a user's do."""
