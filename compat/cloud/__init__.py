"""The reference cloud: ordinary services that import ``vobjects`` and ``rpc`` as users' do."""
