"""Sensitive text of o.vo is not shown where a message cannot be read."""

from __future__ import annotations

from typing import Any

import msgpack
import pytest
from oslo_versionedobjects import base, fields

from vobjects import DecodeError, ForeignClasses

HIDDEN = "hunter2"


class SafeObject(base.VersionedObject):
    """The base of a project."""

    OBJ_PROJECT_NAMESPACE = "safes"


@base.VersionedObjectRegistry.register
class SafeKey(SafeObject):
    """Sensitive text, alone and in a list, and text that is none."""

    VERSION = "1.0"
    fields = {  # noqa: RUF012  (as o.vo wants them)
        "text": fields.SensitiveStringField(),
        "many": fields.Field(fields.List(fields.SensitiveString())),
        "plain": fields.IntegerField(),
        "child": fields.ObjectField("SafeKey"),
    }


SAFES = ForeignClasses(SafeObject)


@pytest.mark.parametrize(
    "data",
    [
        {"text": {"x": HIDDEN}},
        {"many": [[HIDDEN]]},
        {"many": [HIDDEN, [HIDDEN]]},
        {"child": {"x": HIDDEN}},
        {"child": ["SafeKey", "1.0", HIDDEN, []]},
        {"child": ["SafeKey", "1.0", {"text": [HIDDEN]}, []]},
    ],
)
def test_sensitive_text_when_its_message_cannot_be_read_is_not_shown(data: Any) -> None:
    message = msgpack.packb([1, "safes", ["SafeKey", "1.0", data, []]])
    with pytest.raises(DecodeError) as caught:
        SAFES.decode(message)
    assert HIDDEN not in f"{caught.value} {caught.value.fields()!r}"


def test_other_value_when_it_cannot_be_read_is_shown() -> None:
    message = msgpack.packb([1, "safes", ["SafeKey", "1.0", {"plain": "many"}, []]])
    with pytest.raises(DecodeError, match="'many'"):
        SAFES.decode(message)
