"""Texts in a form of their own: what is read as one has the same digits, and no other text is."""

import ipaddress
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import EXAMPLES, law
from vobjects import UUID, DecodeError, FieldValueError, Registry, VersionedObject, history, initial
from vobjects._paths import ROOT
from vobjects._types.base import FieldType
from vobjects._types.scalars import IP_STR, IPV4_STR, IPV6_STR, UUID_STR
from vobjects.catalog.addresses import MAC_STR, PCI_STR

IDS = Registry("ids")


@IDS.register
class Disk(VersionedObject):
    """An object with a UUID."""

    id: UUID
    HISTORY = history(initial("1.0"))


_UUID = "12345678-1234-5678-1234-56781234567a"
_NO_UUIDS = [
    "1234567812345678123456781234_678",
    " 2345678123456781234567812345678",
    "0x345678123456781234567812345678",
    "+2345678123456781234567812345678",
    "\uff11234567812345678123456781234567",
    "12-345678-1234-5678-1234-567812345678",
    "{12345678-1234-5678-1234-567812345678",
    "12345678-1234-5678-1234-567812345678}",
    f"{_UUID}\n",
    f"uuid:{_UUID}",
]


@pytest.mark.parametrize("text", _NO_UUIDS)
def test_uuid_when_a_text_is_none_then_it_is_refused(text: str) -> None:
    with pytest.raises(FieldValueError, match=r"\$\.id"):
        Disk(id=text)
    node = IDS.head.to_primitive(Disk(id=_UUID))
    node["versioned_object.data"]["id"] = text
    with pytest.raises(DecodeError, match=r"\$\.id"):
        IDS.head.from_primitive(node)


@pytest.mark.parametrize(
    "text",
    [
        _UUID,
        _UUID.upper(),
        _UUID.replace("-", ""),
        _UUID.replace("-", "", 2),
        f"{{{_UUID}}}",
        f"urn:uuid:{_UUID}",
        f"urn:uuid:{{{_UUID}}}",
    ],
)
def test_uuid_when_a_text_is_in_a_documented_form_then_it_becomes_canonical(text: str) -> None:
    assert Disk(id=text).id == _UUID


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (MAC_STR, "52:54:00:00:00:01\n"),
        (PCI_STR, "0000:81:00.1\n"),
        (PCI_STR, "0000:81:00x1"),
    ],
)
def test_address_when_a_text_is_none_then_it_is_refused(type_: FieldType, text: str) -> None:
    assert _canonical(type_, text) is None


def _digits(text: str) -> str:
    return re.sub("[^0-9a-f]", "", text.lower().removeprefix("urn:uuid:"))


def _packed(text: str) -> bytes:
    return ipaddress.ip_address(text).packed


_FORMS: dict[str, tuple[FieldType, str, str, Callable[[str], Any]]] = {
    "UUID": (UUID_STR, _UUID, r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", _digits),
    "MAC": (MAC_STR, "52:54:00:ab:cd:01", r"[0-9a-f]{2}(:[0-9a-f]{2}){5}", _digits),
    "PCI": (PCI_STR, "0000:81:1f.1", r"[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]", _digits),
    "IP": (IP_STR, "192.168.10.1", r"[0-9a-f:.]+", _packed),
    "IPv4": (IPV4_STR, "10.0.10.254", r"[0-9]+(\.[0-9]+){3}", _packed),
    "IPv6": (IPV6_STR, "2001:db8::1", r"[0-9a-f:.]+(%.+)?", _packed),
}
_ODD = list("0_ +-xX.:{}%gA\t\n\u0663\uff11\u212a")


@pytest.mark.parametrize("kind", _FORMS)
def test_canonical_form_when_a_text_is_read_then_it_means_the_same(kind: str) -> None:
    type_, good, form, meaning = _FORMS[kind]
    taken = []

    @law(EXAMPLES * 200)
    @given(
        st.sampled_from([good, good.upper(), good.replace("-", ""), good.replace(":", "-")]),
        st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", *_ODD]), st.booleans())),
    )
    def holds(text: str, edits: list[tuple[int, str, bool]]) -> None:
        for at, odd, put in edits[:3]:
            text = text[:at] + odd + text[at if put else at + 1 :]
        read = _canonical(type_, text)
        if read is None:
            return
        taken.append(text)
        assert re.fullmatch(form, read)
        assert meaning(read) == meaning(text)
        assert _canonical(type_, read) == read

    holds()
    assert len(taken) > EXAMPLES


def _canonical(type_: FieldType, text: str) -> str | None:
    try:
        value: str = type_.check(text, ROOT, lambda *_: None)
    except FieldValueError:
        return None
    return value
