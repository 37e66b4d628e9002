"""Golden messages: what each class has on the wire, in files that are committed."""

from __future__ import annotations

import base64
import dataclasses
import json
import textwrap
from pathlib import Path
from typing import Any

import yaml

from vobjects import DeclarationError, VersionedObject, View, VObjectError
from vobjects.testing._examples import filled
from vobjects.testing._round_trip import convert
from vobjects.testing._trees import missing

_WIDTH = 92
_NOTHING = object()


class GoldenError(VObjectError, AssertionError):
    """A class whose messages are not those of its golden file.

    Attributes:
        release: the label of the view.
        object: the name of the class.
        where: the place in the message, or what of the file is missing.
        found: what is there now.
        expected: what the file has.
        remedy: what can be done.
    """

    def __init__(
        self, *, release: str, object: str, where: str, found: str, expected: str, remedy: str
    ) -> None:
        self.release, self.object, self.where = release, object, where
        self.found, self.expected, self.remedy = found, expected, remedy
        super().__init__(
            f"{object} of {release}: {where}: found {found}, expected {expected}; {remedy}"
        )


class GoldenMessages:
    """One filled object of each class of some releases, as it is on the wire.

    A class is in the file of each release in which it is new or has another version. The file has
    both forms: the MessagePack message in base64, and the primitive of o.vo in JSON.
    """

    def __init__(self, folder: Path, *releases: View) -> None:
        """Take the releases; nothing is read or written yet.

        Args:
            folder: has one file for each release, ``LABEL.yaml``; `write()` makes it.
            releases: views with labels, oldest first.

        Raises:
            DeclarationError: a view has no label, or that of another one.
        """
        self.folder, self.releases = folder, {view.label: view for view in releases}
        if "" in self.releases or len(self.releases) < len(releases):
            raise DeclarationError(
                where="GoldenMessages",
                found=f"the labels {[view.label for view in releases]}",
                expected="views with a label each, which is the name of its file",
                remedy="pass label= to at() of the registry",
            )
        self._read: dict[str, dict[str, dict[str, str]]] = {}

    def checks(self) -> list[GoldenCheck]:
        """Return one check for each class of each release, and for what else the files have."""
        return [
            GoldenCheck(self, release, name)
            for release in self.releases
            for name in sorted({*self.classes(release), *self.stored(release)})
        ]

    def classes(self, release: str) -> list[str]:
        """Return the names of the classes that are in the file of a release."""
        labels = list(self.releases)
        place, view = labels.index(release), self.releases[release]
        before = self.releases[labels[place - 1]].versions if place else {}
        return [name for name in sorted(view) if before.get(name) != view.versions[name]]

    def example(self, release: str, name: str) -> VersionedObject:
        """Return the object that is in the file; no field of it is changed."""
        obj = filled(self.releases[release], name)
        obj.obj_reset_changes(recursive=True)
        return obj

    def stored(self, release: str) -> dict[str, dict[str, str]]:
        """Return what the file of a release has: by class, ``message`` and ``primitive`` as text.

        It is empty where there is no file.

        Raises:
            GoldenError: the file cannot be read, or it has no classes.
        """
        if release not in self._read:
            path = self._path(release)
            self._read[release] = _classes_in(path, release) if path.exists() else {}
        return self._read[release]

    def write(self) -> None:
        """Write all files anew.

        Review the difference before it is committed: peers of a release that was shipped read what
        is there now.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        for release in self.releases:
            self._path(release).write_text(self._text(release))
        self._read.clear()

    def _path(self, release: str) -> Path:
        return self.folder / f"{release}.yaml"

    def _text(self, release: str) -> str:
        lines = [f"# What {release} has on the wire, written by GoldenMessages.write().", ""]
        for name in self.classes(release):
            obj = self.example(release, name)
            message = base64.b64encode(obj.VIEW.encode(obj)).decode()
            primitive = json.dumps(obj.VIEW.to_primitive(obj), sort_keys=True)
            lines += [f"{name}:", "  message: |"]
            lines += [f"    {line}" for line in textwrap.wrap(message, _WIDTH)]
            lines += ["  primitive: >-"]
            wrapped = textwrap.wrap(primitive, _WIDTH, break_on_hyphens=False)
            lines += [f"    {line}" for line in wrapped]
        return "\n".join(lines) + "\n"


@dataclasses.dataclass(frozen=True)
class GoldenCheck:
    """The golden message of one class; a call compares it, and ``str()`` names it.

    Attributes:
        golden: the files.
        release: the label of the release.
        name: the name of the class.
    """

    golden: GoldenMessages
    release: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} of {self.release}"

    def __call__(self) -> None:
        """Compare what is written now with the file, and read the file with the newest release.

        Raises:
            GoldenError: a byte or a value is another one; the file lacks the class; the class is at
                another release; or the newest release reads another object than it converts.
        """
        stored = self.golden.stored(self.release).get(self.name)
        if stored is None:
            raise self._error("the file", "no such class", "its message", _WRITE)
        if self.name not in self.golden.classes(self.release):
            remedy = f"keep the class at the version that {self.release} has, or {_WRITE}"
            raise self._error("the file", "a message", "no such class", remedy)
        message, primitive = self._parsed(stored)
        obj = self.golden.example(self.release, self.name)
        self._compare(obj.VIEW.encode(obj), message)
        self._compare_primitive(obj.VIEW.to_primitive(obj), primitive)
        self._read(obj, message, primitive)

    def _parsed(self, stored: Any) -> tuple[bytes, Any]:
        """Return the message and the primitive in the file."""
        expected = "message: base64, and primitive: JSON"
        entry = stored if isinstance(stored, dict) else {}
        if not all(isinstance(entry.get(key), str) for key in ("message", "primitive")):
            raise self._error("the file", repr(stored)[:200], expected, _WRITE)
        try:
            return base64.b64decode(entry["message"]), json.loads(entry["primitive"])
        except ValueError as error:
            raise self._error("the file", f"what is neither: {error}", expected, _WRITE) from error

    def _compare(self, written: bytes, message: bytes) -> None:
        if written != message:
            shortest = min(len(written), len(message))
            at = next((n for n in range(shortest) if written[n] != message[n]), shortest)
            now, then = written[at : at + 8].hex(" "), message[at : at + 8].hex(" ")
            where = f"byte {at} of the message"
            raise self._error(where, now or "its end", then or "its end", _MEND)

    def _compare_primitive(self, written: Any, primitive: Any) -> None:
        difference = _difference(written, primitive, "$")
        if difference is not None:
            path, now, then = difference
            raise self._error(f"{path} of the primitive", now, then, _MEND)

    def _read(self, obj: VersionedObject, message: bytes, primitive: Any) -> None:
        newest, source = list(self.golden.releases.values())[-1], obj.VIEW
        expected = convert(newest, obj)
        if self.name not in newest or isinstance(expected, Exception):
            return
        for read in (
            newest.decode(message, sender=source),
            newest.from_primitive(primitive, sender=source),
        ):
            if read != expected:
                where = f"{', '.join(missing(expected, read))} read by {newest.label}"
                raise self._error(where, repr(read), repr(expected), _MEND)

    def _error(self, where: str, found: str, expected: str, remedy: str) -> GoldenError:
        return GoldenError(
            release=self.release,
            object=self.name,
            where=where,
            found=found,
            expected=expected,
            remedy=remedy,
        )


_WRITE = "run GoldenMessages.write() and review the difference"
_MEND = (
    "peers read what the file has: mend the class or its history, or, if nobody was sent it yet, "
    f"{_WRITE}"
)


def _classes_in(path: Path, release: str) -> dict[str, Any]:
    try:
        found: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        found = error
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found):
        raise GoldenError(
            release=release,
            object="every class",
            where=str(path),
            found=" ".join(str(found).split())[:200],
            expected="YAML with classes by name",
            remedy=f"take the file from the version control, or {_WRITE}",
        )
    return dict(found)


def _text(value: Any) -> str:
    return "nothing" if value is _NOTHING else repr(value)


def _difference(one: Any, other: Any, path: str) -> tuple[str, str, str] | None:
    """The first path at which two primitives differ, and both values as text."""
    if isinstance(one, dict) and isinstance(other, dict):
        parts = [
            (f"{path}[{k!r}]", one.get(k, _NOTHING), other.get(k, _NOTHING))
            for k in sorted({*one, *other})
        ]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        parts = [(f"{path}[{n}]", item, other[n]) for n, item in enumerate(one)]
    elif one == other:
        return None
    else:
        return path, _text(one), _text(other)
    differences = (_difference(a, b, inner) for inner, a, b in parts)
    return next((difference for difference in differences if difference is not None), None)
