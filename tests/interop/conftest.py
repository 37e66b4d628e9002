"""These tests run in the environments of ``make interop`` only."""

from importlib.util import find_spec

from tests.support import nova_objects

collect_ignore_glob = [] if find_spec("nova") else ["test_*.py"]

nova_objects.register()
