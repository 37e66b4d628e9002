"""A small service in a git repository: three releases, recorded and tagged as its team would."""

from __future__ import annotations

import re
import subprocess

from click.testing import Result

from tests.compat.shop_folder import ShopFolder

WORKFLOW = """\
on: [push]
jobs:
  compatibility:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
      - run: pip install pinrail .
      - run: pinrail check --format github
      - run: pinrail record --check
"""
OBJECTS = """\
import vobjects as vo

SHOP = vo.Registry("shop")


@SHOP.register
class Parcel(vo.VersionedObject):
    \"\"\"What is sent.\"\"\"

    id: int
    weight: int
{fields}
    HISTORY = vo.history(
        vo.initial("1.0"),
{entries}    )
"""
INTERFACES = """\
from rpc import Context, Interface, argument_added, call, history, initial, version
from .objects import Parcel


class ParcelAPI(Interface):
    \"\"\"Sends parcels.\"\"\"

    TOPIC = "parcels"

    @call
    def send(self, context: Context, parcel: Parcel{arguments}) -> int:
        \"\"\"Send a parcel, and return its number.\"\"\"
        raise NotImplementedError

    HISTORY = history(
        initial("1.0"),
{entries}    )
"""
UPGRADE = """\
from compat import Project
from rpc import Pin
from .interfaces import ParcelAPI
from .objects import SHOP


def release(name, parcel, api):
    interfaces = {{"ParcelAPI": ParcelAPI.LINEAGE.at(api)}}
    return Pin(name, interfaces, SHOP.at({{"Parcel": parcel}}, name))


PROJECT = Project(
    "shop",
    registry=SHOP,
    interfaces=(ParcelAPI,),
    releases=({releases},),
)
"""
NOTE = '        vo.version("1.1", "A note.", vo.added("note", default=None)),\n'
EXPRESS = '        version("1.1", "In a hurry.", argument_added("send", "express")),\n'
PLAIN = {"fields": "", "entries": ""}
NOTED = {"fields": "    note: str | None = None\n", "entries": NOTE}
RELEASES = {
    "spring": (PLAIN, {"arguments": "", "entries": ""}, ("1.0", "1.0")),
    "summer": (NOTED, {"arguments": "", "entries": ""}, ("1.1", "1.0")),
    "autumn": (
        NOTED,
        {"arguments": ", express: bool = False", "entries": EXPRESS},
        ("1.1", "1.1"),
    ),
}
"""By name: what is in the object, what is in the interface, and the versions that are spoken."""


class Service:
    """The repository of the service, on the branch that its team works on."""

    def __init__(self, folder: ShopFolder) -> None:
        self.folder = folder
        for file in (folder.root / "shop").iterdir():
            file.unlink()
        self.git("init", "--quiet", "--initial-branch", "main")

    def release(self, name: str) -> list[Result]:
        """Write a release, check it as its CI does, record it, commit it and tag it."""
        parcel, api, _ = RELEASES[name]
        known = [*RELEASES][: [*RELEASES].index(name) + 1]
        pins = (f"release({each!r}, *{RELEASES[each][2]!r})" for each in known)
        self.write("shop/__init__.py", "")
        self.write("shop/objects.py", OBJECTS.format(**parcel))
        self.write("shop/interfaces.py", INTERFACES.format(**api))
        self.write("shop/upgrade.py", UPGRADE.format(releases=", ".join(pins)))
        self.write(".github/workflows/check.yml", WORKFLOW)
        checked = self.folder.run("check")
        recorded = self.folder.run("record", name)
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", f"Release {name}")
        self.git("tag", name)
        return [checked, recorded, *self.pipeline()]

    def pipeline(self) -> list[Result]:
        """Run the commands of the workflow that are of Pinrail."""
        commands = re.findall(r"- run: pinrail (.+)", WORKFLOW)
        return [self.folder.run(*command.split()) for command in commands]

    def write(self, name: str, text: str) -> None:
        """Write a file of the repository."""
        file = self.folder.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def git(self, *arguments: str) -> str:
        """Run git in the repository, as nobody in particular."""
        who = ("-c", "user.name=team", "-c", "user.email=team@example.org")
        done = subprocess.run(
            ["git", *who, *arguments],
            cwd=self.folder.root,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout
