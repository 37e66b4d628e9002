"""The conformance pack: which bytes a value has on the wire, for readers in any language.

The YAML files in this folder have the cases, and ``types.yaml`` the types of the classes; a program
in another language reads them as they are. In Python, `cases()` reads them.

``python -m vobjects.testing.conformance`` writes the types and the bytes of a checkout anew. Review
the difference before it is committed: peers read what is there now.
"""

from vobjects.testing.conformance._classes import VIEWS
from vobjects.testing.conformance._pack import PACK, Case, build, cases, types

__all__ = ["PACK", "VIEWS", "Case", "build", "cases", "types"]
