"""How Nova, Ironic, Cinder and Neutron keep what runs where, read as sources of pins.

Each reader takes plain data: dicts and rows that a caller fetches with its own database access.
"""
