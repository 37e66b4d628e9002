"""An object that is converted into another view and back."""

from __future__ import annotations

import dataclasses
import functools

from vobjects import BackportRefusedError, DecodeError, LossReport, VersionedObject, View
from vobjects._declare.changes import Change
from vobjects.testing._trees import is_complete

Result = VersionedObject | BackportRefusedError | DecodeError


def convert(view: View, obj: VersionedObject, report: LossReport | None = None) -> Result:
    """Return the object in another view, or the error that refused it."""
    try:
        return view.adopt(obj, report)
    except (BackportRefusedError, DecodeError) as error:
        return error


@dataclasses.dataclass(frozen=True)
class RoundTrip:
    """An object, the view that it is converted into, and what comes of it.

    Attributes:
        obj: the object; it stays as it is.
        view: the versions that it is converted into.
    """

    obj: VersionedObject
    view: View

    @functools.cached_property
    def _outcome(self) -> tuple[Result, LossReport]:
        report = LossReport()
        return convert(self.view, self.obj, report), report

    @property
    def result(self) -> Result:
        """The object in the view, or the error that refused it."""
        return self._outcome[0]

    @property
    def there(self) -> VersionedObject | None:
        """The object in the view; None if it was refused."""
        return self.result if isinstance(self.result, VersionedObject) else None

    @property
    def can_be_sent(self) -> bool:
        """Whether the object has, here and there, every field that may not be absent."""
        return is_complete(self.obj) and self.there is not None and is_complete(self.there)

    @property
    def report(self) -> LossReport:
        """What the conversion into the view left behind."""
        return self._outcome[1]

    @functools.cached_property
    def back(self) -> VersionedObject:
        """The object after the conversion back; only where it was not refused.

        Raises:
            BackportRefusedError, DecodeError: the way back refused it.
        """
        assert self.there is not None
        return self.obj.VIEW.adopt(self.there)

    @property
    def is_upgrade(self) -> bool:
        """Whether the class of the object is newer in the view."""
        return self._is_newer(self.obj.obj_name())

    @property
    def upgrades_any(self) -> bool:
        """Whether any class is newer in the view."""
        return any(self._is_newer(name) for name in self.obj.VIEW.versions if name in self.view)

    def _is_newer(self, name: str) -> bool:
        own, view = self.obj.VIEW.versions[name], self.view.versions[name]
        return own != view and self.view.registry.lineage(name).precedes(own, view)

    def changes(self) -> list[tuple[Change, bool]]:
        """Return the changes between the two versions of the class, and whether each is reverted.

        They are in the order in which the conversion makes them.
        """
        name = self.obj.obj_name()
        ends = self.obj.VIEW.versions[name], self.view.versions[name]
        undone, made = self.view.registry.lineage(name).apart(*ends)
        return [(entry.change, True) for entry in undone] + [(new.change, False) for new in made]
