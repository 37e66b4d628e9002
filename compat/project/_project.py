"""What a project says of itself: its classes, its interfaces and its releases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from compat.errors import ProjectError
from compat.foreign import Foreign
from rpc import Interface, Pin, Releases
from vobjects import Registry
from vobjects._names import did_you_mean
from vobjects._repr import brief, shown

CODE: Final = "code"
"""Stands for the newest release as the code has it, so no release has this name."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_NAME_TEXT: Final = "at most 64 letters, digits, dots, dashes and underscores"


class Project:
    """A project: one that declares its objects and interfaces with Pinrail, or one that does not.

    Args:
        name: such as ``shop``.
        registry: its objects; or a ``Foreign``, which says where the classes of oslo are.
        interfaces: its interfaces; a ``Foreign`` has its own.
        releases: what each release speaks, oldest first: the pins that its services send by. With
            a ``Foreign`` their names are enough. The newest is the code itself.
        window: how many older releases may run beside the newest; without it, all of them.
        manifests: the folder of its recorded releases, relative to the module that declares it.
        stored: by column, such as ``orders.body``, the object that its rows hold.
        data: the release in whose form rows are written; without it they are written as the newest
            release has them.
        shared: the registry is also that of other projects, so it may have classes and versions
            that no release of this one speaks.

    Raises:
        ProjectError: an argument cannot work, or a release speaks an object or an interface that
            the project does not declare.
        DeclarationError: the releases are not in their order, or name an unknown version.
    """

    def __init__(
        self,
        name: str,
        *,
        registry: Registry | Foreign,
        interfaces: Iterable[type[Interface]] = (),
        releases: Releases | Iterable[Pin] | Iterable[str],
        window: int | None = None,
        manifests: str = "manifests",
        stored: Mapping[str, str] | None = None,
        data: str = "",
        shared: bool = False,
    ) -> None:
        self.name = _name(name, "Project")
        where = f"Project {name}"
        self._registry = _registry(registry, where)
        self.interfaces = {each.LINEAGE.name: each for each in _interfaces(interfaces, where)}
        self._pins: Mapping[str, Pin] = {}
        if isinstance(self._registry, Foreign):
            self.releases = _names(releases, where)
            _refuse_interfaces(self.interfaces, where)
        else:
            self._pins = _releases(releases, where).supported
            self.releases = tuple(self._pins)
        for pin in self._pins.values():
            self._check_pin(pin, where)
        self.window = _window(window, len(self.releases) - 1, where)
        self.manifests = _folder(manifests, where)
        self.stored = _stored({} if stored is None else stored, self._registry, where)
        if data:
            self.must_have(data)
        self.data = data
        self.shared = _flag(shared, where)

    def __repr__(self) -> str:
        return f"<Project {self.name}: {', '.join(self.releases)}>"

    @property
    def foreign(self) -> Foreign | None:
        """Where the classes of oslo are; None of a project that declares its own with Pinrail."""
        return self._registry if isinstance(self._registry, Foreign) else None

    @property
    def registry(self) -> Registry:
        """The objects that are declared with Pinrail.

        Raises:
            ProjectError: the classes of the project are those of oslo.
        """
        if isinstance(self._registry, Foreign):
            raise ProjectError(
                where=f"Project {self.name}",
                found="classes of oslo.versionedobjects, which have no history",
                expected="a project that declares its objects with Pinrail",
                remedy="use pinrail record, check and diff, which take classes of oslo as well",
            )
        return self._registry

    @property
    def newest(self) -> str:
        """The name of the release that the code is."""
        return self.releases[-1]

    @property
    def supported(self) -> tuple[str, ...]:
        """The newest release and those that may run beside it, oldest first."""
        return self.releases[-1 - self.window :]

    def pin(self, release: str) -> Pin:
        """What a release speaks.

        Raises:
            ProjectError: the project has no such release, or its classes are those of oslo.
        """
        self.must_have(release)
        if release not in self._pins:
            raise ProjectError(
                where=f"release {release} of project {self.name}",
                found="a release without a pin, as the classes are of oslo.versionedobjects",
                expected="a project that declares its objects with Pinrail",
                remedy="use what was recorded of the release",
            )
        return self._pins[release]

    def must_have(self, release: str) -> None:
        """Check that there is a release of a name.

        Raises:
            ProjectError: the project has no such release.
        """
        if release not in self.releases:
            raise ProjectError(
                where=f"release of project {self.name}",
                found=brief(release),
                expected=f"one of {', '.join(self.releases)}",
                remedy=f"{did_you_mean(release, self.releases)}correct the name",
            )

    def _check_pin(self, pin: Pin, where: str) -> None:
        """Check that a release speaks what the project declares, in versions that there are."""
        _name(pin.release, f"release of {where}")
        if pin.view.registry is not self._registry:
            raise ProjectError(
                where=f"{where}, release {pin.release}",
                found=f"a view of the registry {pin.view.registry.project!r}",
                expected="a view of the registry of the project",
                remedy="make the pins with registry.at() of the registry passed as registry=",
            )
        for name in pin.interfaces:
            if name not in self.interfaces:
                raise ProjectError(
                    where=f"{where}, release {pin.release}",
                    found=f"the interface {brief(name)}",
                    expected=f"one of {', '.join(self.interfaces) or 'no interface at all'}",
                    remedy=f"{did_you_mean(name, self.interfaces)}add it to interfaces=",
                )
            pin.speaks(self.interfaces[name].LINEAGE)


def _name(name: Any, where: str) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name == CODE:
        raise ProjectError(
            where=where,
            found=f"the name {shown(name)}",
            expected=f"{_NAME_TEXT}, and not {CODE!r}",
            remedy="choose another name: manifests are files of this name",
        )
    return name


def _registry(registry: Any, where: str) -> Registry | Foreign:
    if not isinstance(registry, Registry | Foreign):
        raise ProjectError(
            where=where,
            found=f"registry={shown(registry)}",
            expected="a Registry of vobjects, or a Foreign",
            remedy="pass the registry that the classes of the project are registered in; if they "
            "are of oslo.versionedobjects, registry=Foreign(TheirBaseClass)",
        )
    return registry


def _interfaces(interfaces: Any, where: str) -> tuple[type[Interface], ...]:
    given = tuple(interfaces) if isinstance(interfaces, Iterable) else (None,)
    if not all(map(_is_interface, given)):
        raise ProjectError(
            where=where,
            found=f"interfaces={shown(interfaces)}",
            expected="classes of rpc.Interface that have a HISTORY",
            remedy="pass a tuple such as interfaces=(OrderAPI,)",
        )
    names = [each.LINEAGE.name for each in given]
    if len(set(names)) < len(names):
        raise ProjectError(
            where=where,
            found=f"an interface twice: {', '.join(names)}",
            expected="each interface once",
            remedy="leave out one of the two, or rename it",
        )
    return given


def _names(releases: Any, where: str) -> tuple[str, ...]:
    """The names of the releases of a project of oslo."""
    given = () if isinstance(releases, str) or not isinstance(releases, Iterable) else releases
    names = tuple(_name(each, f"release of {where}") for each in given)
    if not names or len({*names}) < len(names):
        raise ProjectError(
            where=where,
            found=f"releases={shown(releases)}",
            expected="names of releases, each once, oldest first",
            remedy="pass releases=('spring', 'summer'); the last is the code",
        )
    return names


def _refuse_interfaces(interfaces: Mapping[str, Any], where: str) -> None:
    if interfaces:
        raise ProjectError(
            where=where,
            found=f"interfaces={', '.join(interfaces)} beside a Foreign",
            expected="interfaces= with a Registry, or apis= of Foreign",
            remedy="pass the classes of the RPC clients as apis= of Foreign",
        )


def _is_interface(each: Any) -> bool:
    return isinstance(each, type) and issubclass(each, Interface) and hasattr(each, "LINEAGE")


def _releases(releases: Any, where: str) -> Releases:
    if isinstance(releases, Releases):
        return releases
    pins = tuple(releases) if isinstance(releases, Iterable) else (None,)
    if not all(isinstance(pin, Pin) for pin in pins):
        raise ProjectError(
            where=where,
            found=f"releases={shown(releases)}",
            expected="Releases, or the pins of all releases, oldest first",
            remedy="pass releases=(Pin('spring', {...}, registry.at({...})), ...)",
        )
    return Releases(pins)


def _window(window: Any, most: int, where: str) -> int:
    if window is None:
        return most
    if type(window) is not int or not 0 <= window <= most:
        raise ProjectError(
            where=where,
            found=f"window={shown(window)}",
            expected=f"how many older releases may run beside the newest: 0 to {most}",
            remedy="correct window=, or take it off if all may",
        )
    return window


def _stored(stored: Any, registry: Registry | Foreign, where: str) -> Mapping[str, str]:
    """The objects of columns, if the registry has all of them."""
    if isinstance(registry, Foreign):
        if stored:
            raise ProjectError(
                where=where,
                found=f"stored={shown(stored)} beside a Foreign",
                expected="stored= of Foreign",
                remedy="say there what columns hold",
            )
        return registry.stored
    texts = isinstance(stored, Mapping) and all(isinstance(each, str) for each in stored)
    unknown = [name for name in stored.values() if name not in registry.head] if texts else []
    if not texts or unknown:
        raise ProjectError(
            where=where,
            found=f"stored={shown(stored)}",
            expected="the name of an object for each column, such as {'orders.body': 'Order'}",
            remedy="correct stored=, or register the class",
        )
    return dict(stored)


def _flag(shared: Any, where: str) -> bool:
    if not isinstance(shared, bool):
        raise ProjectError(
            where=where,
            found=f"shared={shown(shared)}",
            expected="True or False",
            remedy="correct shared=, or take it off",
        )
    return shared


def _folder(folder: Any, where: str) -> str:
    path = PurePosixPath(folder) if isinstance(folder, str) else None
    if path is None or path.is_absolute() or ".." in path.parts or "\0" in str(path):
        raise ProjectError(
            where=where,
            found=f"manifests={shown(folder)}",
            expected="a folder below that of the module, such as 'manifests'",
            remedy="correct manifests=",
        )
    return str(path)
