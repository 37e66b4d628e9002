"""Mistakes that people make in the shop, and what must be found of each."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Mistake:
    """One change of the code without its history."""

    name: str
    file: str
    old: str
    new: str
    rule: str
    path: str


MISTAKES = [
    Mistake(
        "field without history",
        "objects.py",
        "    name: str\n",
        "    name: str\n    hot: bool\n",
        "field-added",
        "$.objects.Dish.fields.hot",
    ),
    Mistake(
        "field removed",
        "objects.py",
        "    price: int\n",
        "",
        "field-removed",
        "$.objects.Dish.fields.price",
    ),
    Mistake(
        "field renamed",
        "objects.py",
        "    price: int\n",
        "    cost: int\n",
        "field-renamed",
        "$.objects.Dish.fields.price",
    ),
    Mistake(
        "field retyped",
        "objects.py",
        "    price: int\n",
        "    price: float\n",
        "field-retyped",
        "$.objects.Dish.fields.price.type",
    ),
    Mistake(
        "field made nullable",
        "objects.py",
        "    price: int\n",
        "    price: int | None\n",
        "field-made-nullable",
        "$.objects.Dish.fields.price.type",
    ),
    Mistake(
        "element retyped",
        "objects.py",
        "    dishes: tuple[Dish, ...]",
        "    dishes: tuple[Dish | None, ...]",
        "field-retyped",
        "$.objects.Order.fields.dishes.type",
    ),
    Mistake(
        "default given",
        "objects.py",
        "    price: int\n",
        "    price: int = 0\n",
        "default-changed",
        "$.objects.Dish.fields.price.default",
    ),
    Mistake(
        "read-only taken off",
        "objects.py",
        "default=vo.UNSET, read_only=True",
        "default=vo.UNSET",
        "read-only-changed",
        "$.objects.Order.fields.id.read_only",
    ),
    Mistake(
        "absence taken off",
        "objects.py",
        "vo.field(default=vo.UNSET, read_only=True)",
        "vo.field(read_only=True)",
        "absence-forbidden",
        "$.objects.Order.fields.id.may_be_absent",
    ),
    Mistake(
        "enum value added",
        "objects.py",
        '    LARGE = "large"\n',
        '    LARGE = "large"\n    HUGE = "huge"\n',
        "value-added",
        "$.objects.Order.fields.size.values['huge']",
    ),
    Mistake(
        "enum value renumbered",
        "objects.py",
        '    LARGE = "large"\n',
        '    LARGE = "big"\n',
        "value-renamed",
        "$.objects.Order.fields.size.values['large']",
    ),
    Mistake(
        "argument added",
        "interfaces.py",
        "order_id: int)",
        "order_id: int, why: str)",
        "argument-added",
        "$.interfaces.OrderAPI.methods.cancel.arguments.why",
    ),
    Mistake(
        "argument renamed",
        "interfaces.py",
        "order_id: int)",
        "order: int)",
        "argument-renamed",
        "$.interfaces.OrderAPI.methods.cancel.arguments.order_id",
    ),
    Mistake(
        "argument retyped",
        "interfaces.py",
        "order_id: int)",
        "order_id: str)",
        "argument-retyped",
        "$.interfaces.OrderAPI.methods.cancel.arguments.order_id.type",
    ),
    Mistake(
        "argument with a default",
        "interfaces.py",
        "order_id: int)",
        "order_id: int = 0)",
        "argument-made-optional",
        "$.interfaces.OrderAPI.methods.cancel.arguments.order_id.default",
    ),
    Mistake(
        "result retyped",
        "interfaces.py",
        ") -> Order:",
        ") -> int:",
        "result-changed",
        "$.interfaces.OrderAPI.methods.place.result.type",
    ),
    Mistake(
        "method renamed",
        "interfaces.py",
        "def cancel",
        "def drop",
        "method-renamed",
        "$.interfaces.OrderAPI.methods.cancel",
    ),
    Mistake(
        "idempotency taken off",
        "interfaces.py",
        "@cast(idempotent=True)",
        "@cast",
        "idempotency-changed",
        "$.interfaces.OrderAPI.methods.cancel.idempotent",
    ),
    Mistake(
        "style changed",
        "interfaces.py",
        "@cast(idempotent=True)",
        "@call(idempotent=True)",
        "style-changed",
        "$.interfaces.OrderAPI.methods.cancel.style",
    ),
    Mistake(
        "topic changed",
        "interfaces.py",
        'TOPIC = "orders"',
        'TOPIC = "kitchen"',
        "address-changed",
        "$.interfaces.OrderAPI.topic",
    ),
    Mistake(
        "namespace changed",
        "interfaces.py",
        'NAMESPACE = "shop"',
        'NAMESPACE = "bar"',
        "address-changed",
        "$.interfaces.OrderAPI.namespace",
    ),
    Mistake(
        "version of a released object",
        "upgrade.py",
        'order="1.2"',
        'order="1.1"',
        "pin-changed",
        "$.objects.Order.version",
    ),
    Mistake(
        "version of a released interface",
        "upgrade.py",
        'order="1.1", order_api="1.0"',
        'order="1.1", order_api="1.1"',
        "pin-changed",
        "$.interfaces.OrderAPI.version",
    ),
    Mistake(
        "release renamed",
        "upgrade.py",
        'release("spring"',
        'release("march"',
        "release-gone",
        "$.release",
    ),
    Mistake(
        "version that no release speaks",
        "interfaces.py",
        'version("1.1", "A size.",',
        'version("1.1", "Nothing."), version("1.2", "A size.",',
        "version-not-released",
        "$.interfaces.OrderAPI.version",
    ),
]
