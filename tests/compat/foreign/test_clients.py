"""What is read from the source of RPC clients."""

from __future__ import annotations

from pathlib import Path

import pytest

from compat import Foreign
from compat.foreign import describe_interfaces
from compat.foreign._sends import parse_sends
from tests.compat.foreign.code import module

_CLASS = """
class FerryAPI:
    TOPIC = "ferries"
    VERSION = "1.3"
    BOTH = ("1.1", "1.0")

    def __init__(self, transport):
        target = messaging.Target(topic=self.TOPIC, version="1.0", namespace="sea")
        self.client = messaging.get_rpc_client(transport, target)

    def _context(self, host, version):
        return self.client.prepare(server=host, version=version)

    def sail(self, ctxt, host, **kwargs):
{body}
"""


def sends(folder: Path, *lines: str) -> dict[str, list[str]]:
    """Return what a method of these lines sends, by the method on the wire."""
    body = "\n".join(f"        {line}" for line in lines)
    code = module(folder, _CLASS.format(body=body))
    methods = describe_interfaces(Foreign(apis=[code.FerryAPI]))["FerryAPI"]["methods"]
    return {name: facts["sends"] for name, facts in methods.items()}


@pytest.mark.parametrize(
    ("lines", "sent"),
    [
        (['return self.client.call(ctxt, "sail", to=1)'], ["1.0(to)"]),
        (['self.client.prepare(version="1.1").cast(ctxt, "sail")'], ["1.1()"]),
        (['self._context(host, "1.2").call(ctxt, "sail", b=1, a=2)'], ["1.2(a, b)"]),
        (
            ["cctxt = self.client.prepare(server=host)", 'cctxt.cast(ctxt, "sail")'],
            ["1.0()"],
        ),
        (
            [
                'version, args = "1.0", {"to": 1}',
                'if self.client.can_send_version("1.2"):',
                '    version, args["by"] = "1.2", 2',
                'self.client.prepare(version=version).call(ctxt, "sail", **args)',
            ],
            ["1.0(to)", "1.2(by, to)"],
        ),
        (
            [
                "args = dict(to=1, by=2)",
                'version = "1.2" if self.client.can_send_version("1.2") else "1.1"',
                'if not self.client.can_send_version("1.2"):',
                '    del args["by"]',
                'self.client.prepare(version=version).call(ctxt, "sail", **args)',
            ],
            ["1.1(to)", "1.2(by, to)"],
        ),
        (
            [
                'ok = self.client.can_send_version("1.3")',
                'if ok and self.client.can_send_version("1.2"):',
                '    return self._context(host, "1.3").call(ctxt, "sail")',
                'if self.client.can_send_version("1.3") or ok:',
                '    return self._context(host, "1.0").call(ctxt, "never")',
            ],
            ["1.3()"],
        ),
        (
            [
                'version = self._one_of("1.2", "1.1")',
                "cctxt = self.client.prepare(version=version)",
                'if cctxt.can_send_version("1.2"):',
                '    cctxt.call(ctxt, "sail", by=1)',
                "else:",
                '    cctxt.call(ctxt, "sail")',
            ],
            ["1.1()", "1.2(by)"],
        ),
        (
            [
                'args = {"a": 1, **kwargs}',
                'args.pop("a")',
                'args.setdefault("b", 2)',
                "args.update(c=3)",
                "more = {}",
                'more.update({"d": 4}, e=5)',
                'self.client.call(ctxt, "sail", **args, **more.copy())',
            ],
            ["1.0(b, c, d, e, ...)"],
        ),
        (
            [
                "for each in (1, 2):",
                "    with open(host):",
                "        try:",
                '            self.client.cast(ctxt, "sail", one=each)',
                "        except OSError:",
                '            self.client.cast(ctxt, "sail", two=each)',
                "        finally:",
                "            del each",
                'raise self.client.call(ctxt, "sail")',
            ],
            ["1.0()", "1.0(one)", "1.0(two)"],
        ),
        (
            [
                "args: dict = {}",
                'if host: args[host + "x"] = 1',
                "host.update(a=1), host.clear()",
                'host["a"] = 1',
                'host.pop("a")',
                'self.client.a.pop("b")',
                "host.a().cast(ctxt, host)",
                "args[host] = 1",
                "args.pop(host)",
                "args.clear()",
                'def later(): self.client.cast(ctxt, "sail", never=1)',
                'host.pop("a"), kwargs["b"]',
                "del host.a, kwargs",
                "self.x, (y, z) = 1, 2",
                'self.client.prepare(version=self.VERSION).call(ctxt, "sail", **args)',
            ],
            ["1.3(...)"],
        ),
        (['self.client.call(ctxt, "sail", **{host: 1})'], ["1.0(...)"]),
        (['self.client.prepare(version=self.BOTH).cast(ctxt, "sail")'], ["1.0()", "1.1()"]),
        (['self.client.of(host).cast(ctxt, "sail")'], ["1.0()"]),
        (
            [
                'cctxt = self.client.prepare(version="1.0")',
                'if self.client.can_send_version("1.2"):',
                '    cctxt.call(ctxt, "sail", by=1)',
                "else:",
                '    cctxt.call(ctxt, "sail")',
            ],
            ["1.0()", "1.2(by)"],
        ),
        (['self.client.call(ctxt, "sail", **dict({"a": 1}, b=2))'], ["1.0(a, b)"]),
        (['self.client.prepare(version=("1.2", "1.1")).call(ctxt, "sail")'], ["1.1()", "1.2()"]),
        (['self._call("sail", to=1)'], ["1.0(to)"]),
    ],
)
def test_client_when_read_sends_what_each_way_through_it_sends(
    tmp_path: Path, lines: list[str], sent: list[str]
) -> None:
    assert sends(tmp_path, *lines) == {"sail": sent}


def test_client_when_the_name_of_a_method_is_not_in_its_source_sends_nothing(
    tmp_path: Path,
) -> None:
    lines = ["self.client.call(ctxt, host)", 'call("a")', 'self.client.call(ctxt, "not a name")']

    assert sends(tmp_path, *lines) == {}


def test_interface_when_described_has_the_address_of_the_target(tmp_path: Path) -> None:
    code = module(tmp_path, _CLASS.format(body='        self.client.cast(ctxt, "sail")'))

    assert describe_interfaces(Foreign(apis=[code.FerryAPI])) == {
        "FerryAPI": {
            "topic": "ferries",
            "namespace": "sea",
            "version": "1.3",
            "methods": {
                "sail": {
                    "style": "cast",
                    "arguments": {},
                    "unserved": True,
                    "sends": ["1.0()"],
                }
            },
        }
    }


def test_interface_when_nothing_says_its_address_has_that_of_its_module(tmp_path: Path) -> None:
    code = module(
        tmp_path,
        """
        import functools

        RPC_TOPIC = "buoys"

        class BuoyAPI:
            VERSION_ALIASES = {"spring": "1.1", "auto": None}
            light = functools.partial(print)
            exec("def dim(self): pass")

            def ring(self, ctxt):
                self.client.prepare(version="1.10").call(ctxt, "ring")
                self.client.prepare(version="1.9").cast(ctxt, "ring")

        class Nothing:
            VERSION_ALIASES = None
        """,
    )
    module_less = type("Bare", (), {"__module__": "nowhere"})
    facts = describe_interfaces(Foreign(apis=[code.BuoyAPI, code.Nothing, module_less]))

    assert facts["BuoyAPI"]["topic"] == "buoys"
    assert facts["BuoyAPI"]["version"] == "1.10"
    assert facts["BuoyAPI"]["aliases"] == {"spring": "1.1"}
    assert facts["BuoyAPI"]["methods"]["ring"]["style"] == "call"
    assert facts["Nothing"] == {"topic": "buoys", "version": "1.0", "methods": {}}
    assert facts["Bare"]["topic"] == "?"


_SERVED = """
class FerryAPI:
    TOPIC = "ferries"
    VERSION = "1.1"

    def sail(self, ctxt, to):
        self.client.prepare(version="1.1").call(ctxt, "sail", to=to)

    def dock(self, ctxt):
        self.client.prepare(version="1.1").call(ctxt, "dock")


class FerryManager:
    target = messaging.Target(version="1.2")

    def sail(self, ctxt, to: str, by: "int" = 1, *, at=object, **more): ...

    def dock(self, ctxt): ...


class Harbour:
    def sail(self, ctxt): ...


class Odd:
    sail = dock = dict
"""


def test_method_when_managers_are_given_has_the_arguments_of_the_one_that_serves_it(
    tmp_path: Path,
) -> None:
    code = module(tmp_path, _SERVED)
    foreign = Foreign(apis=[code.FerryAPI], managers=[code.Harbour, code.FerryManager])
    facts = describe_interfaces(foreign)["FerryAPI"]

    assert (facts["version"], facts["client_version"]) == ("1.2", "1.1")
    assert facts["methods"]["sail"] == {
        "style": "call",
        "arguments": {
            "at": {"type": "Any", "default": "<class 'object'>"},
            "by": {"type": "int", "default": 1},
            "to": {"type": "str"},
        },
        "open": True,
        "sends": ["1.1(to)"],
    }


def test_method_when_its_manager_is_named_is_that_of_it(tmp_path: Path) -> None:
    code = module(tmp_path, _SERVED)
    foreign = Foreign(apis=[code.FerryAPI], managers={code.FerryAPI: [code.Harbour]})
    facts = describe_interfaces(foreign)["FerryAPI"]

    assert facts["version"] == "1.1"
    assert facts["methods"]["sail"]["arguments"] == {}
    assert facts["methods"]["dock"]["unserved"] is True


def test_method_when_its_signature_is_not_known_takes_anything(tmp_path: Path) -> None:
    code = module(tmp_path, _SERVED)
    foreign = Foreign(apis=[code.FerryAPI], managers={code.FerryAPI: [code.Odd]})

    assert describe_interfaces(foreign)["FerryAPI"]["methods"]["sail"]["open"] is True


_HELPER = """
class QuayAPI:
    DEFAULT = "1.2"

    def _prepared(self, version=None):
        if version is None:
            version = self.DEFAULT
        return self.client.prepare(version=version)

    def _plain(self):
        version = object()
        return self.client.prepare(server=version)

    def moor(self, ctxt):
        self._prepared().call(ctxt, "moor")
        self._plain().call(ctxt, "leave")

    exec("def _made(self): return self.client")

    def turn(self, ctxt):
        self._made().call(ctxt, "turn")
"""


def test_client_when_a_method_of_it_chooses_the_version_sends_that(tmp_path: Path) -> None:
    code = module(tmp_path, _HELPER)
    methods = describe_interfaces(Foreign(apis=[code.QuayAPI]))["QuayAPI"]["methods"]

    assert {name: facts["sends"] for name, facts in methods.items()} == {
        "leave": ["?()"],
        "moor": ["1.2()"],
        "turn": ["?()"],
    }


_WRAPPED = """
def silently(function):
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner

class FerryAPI:
    def sail(self, ctxt):
        self.client.call(ctxt, "sail")

class FerryManager:
    @silently
    def sail(self, ctxt, to): ...
"""


def test_method_when_a_decorator_hides_its_arguments_has_them(tmp_path: Path) -> None:
    code = module(tmp_path, _WRAPPED)
    foreign = Foreign(apis=[code.FerryAPI], managers=[code.FerryManager])
    facts = describe_interfaces(foreign)["FerryAPI"]["methods"]["sail"]

    assert facts["arguments"] == {"to": {"type": "Any"}}
    assert "open" not in facts


def test_sends_when_their_texts_are_read_are_the_same() -> None:
    texts = ["1.0()", "1.2(a, b, ...)", "?(to)"]

    assert [str(send) for send in parse_sends([*texts, "nonsense"])] == texts
