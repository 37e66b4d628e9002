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
    write: str
    """The line to write; where no line will do, what to do."""


MISTAKES = [
    Mistake(
        "field without history",
        "objects.py",
        "    name: str\n",
        "    name: str\n    hot: bool\n",
        "field-added",
        "$.objects.Dish.fields.hot",
        'vo.version("1.2", "Say what changed.", vo.added(\'hot\', default=...)),',
    ),
    Mistake(
        "field removed",
        "objects.py",
        "    price: int\n",
        "",
        "field-removed",
        "$.objects.Dish.fields.price",
        'vo.version("1.2", "Say what changed.", vo.removed(\'price\', was=int, default=...)),',
    ),
    Mistake(
        "field renamed",
        "objects.py",
        "    price: int\n",
        "    cost: int\n",
        "field-renamed",
        "$.objects.Dish.fields.price",
        "vo.version(\"1.2\", \"Say what changed.\", vo.renamed('cost', was='price')),",
    ),
    Mistake(
        "field retyped",
        "objects.py",
        "    price: int\n",
        "    price: float\n",
        "field-retyped",
        "$.objects.Dish.fields.price.type",
        'vo.version("1.2", "Say what changed.", vo.retyped(\'price\', was=int, up=..., down=...)),',
    ),
    Mistake(
        "field made nullable",
        "objects.py",
        "    price: int\n",
        "    price: int | None\n",
        "field-made-nullable",
        "$.objects.Dish.fields.price.type",
        'vo.version("1.2", "Say what changed.", vo.made_nullable(\'price\')),',
    ),
    Mistake(
        "element retyped",
        "objects.py",
        "    dishes: tuple[Dish, ...]",
        "    dishes: tuple[Dish | None, ...]",
        "field-retyped",
        "$.objects.Order.fields.dishes.type",
        'vo.version("1.3", "Say what changed.", vo.retyped(\'dishes\', was=tuple[Dish, '
        "...], up=..., down=...)),",
    ),
    Mistake(
        "default given",
        "objects.py",
        "    price: int\n",
        "    price: int = 0\n",
        "default-changed",
        "$.objects.Dish.fields.price.default",
        'vo.version("1.2", "Say what changed.", vo.options_changed(\'price\', was=vo.field())),',
    ),
    Mistake(
        "read-only taken off",
        "objects.py",
        "default=vo.UNSET, read_only=True",
        "default=vo.UNSET",
        "read-only-changed",
        "$.objects.Order.fields.id.read_only",
        'vo.version("1.3", "Say what changed.", vo.options_changed(\'id\', '
        "was=vo.field(read_only=True, default=vo.UNSET))),",
    ),
    Mistake(
        "absence taken off",
        "objects.py",
        "vo.field(default=vo.UNSET, read_only=True)",
        "vo.field(read_only=True)",
        "absence-forbidden",
        "$.objects.Order.fields.id.may_be_absent",
        "let it be absent as before and look whether it is set, or add a field of "
        "another name with a default for older objects",
    ),
    Mistake(
        "enum value added",
        "objects.py",
        '    LARGE = "large"\n',
        '    LARGE = "large"\n    HUGE = "huge"\n',
        "value-added",
        "$.objects.Order.fields.size.values['huge']",
        "vo.version(\"1.3\", \"Say what changed.\", vo.value_added('size', 'huge')),",
    ),
    Mistake(
        "enum value renumbered",
        "objects.py",
        '    LARGE = "large"\n',
        '    LARGE = "big"\n',
        "value-renamed",
        "$.objects.Order.fields.size.values['large']",
        "vo.version(\"1.3\", \"Say what changed.\", vo.value_renamed('size', 'big', was='large')),",
    ),
    Mistake(
        "argument added",
        "interfaces.py",
        "order_id: int)",
        "order_id: int, why: str)",
        "argument-added",
        "$.interfaces.OrderAPI.methods.cancel.arguments.why",
        "version(\"1.2\", \"Say what changed.\", argument_added('cancel', 'why', up=..., "
        "down=...)),",
    ),
    Mistake(
        "argument renamed",
        "interfaces.py",
        "order_id: int)",
        "order: int)",
        "argument-renamed",
        "$.interfaces.OrderAPI.methods.cancel.arguments.order_id",
        "version(\"1.2\", \"Say what changed.\", argument_renamed('cancel', 'order', "
        "was='order_id')),",
    ),
    Mistake(
        "argument retyped",
        "interfaces.py",
        "order_id: int)",
        "order_id: str)",
        "argument-retyped",
        "$.interfaces.OrderAPI.methods.cancel.arguments.order_id.type",
        "version(\"1.2\", \"Say what changed.\", argument_retyped('cancel', 'order_id', "
        "was=int, up=..., down=...)),",
    ),
    Mistake(
        "argument with a default",
        "interfaces.py",
        "order_id: int)",
        "order_id: int = 0)",
        "argument-made-optional",
        "$.interfaces.OrderAPI.methods.cancel.arguments.order_id.default",
        "version(\"1.2\", \"Say what changed.\", default_changed('cancel', 'order_id', "
        "was=REQUIRED)),",
    ),
    Mistake(
        "result retyped",
        "interfaces.py",
        ") -> Order:",
        ") -> int:",
        "result-changed",
        "$.interfaces.OrderAPI.methods.place.result.type",
        'version("1.2", "Say what changed.", result_retyped(\'place\', was=Order, up=..., '
        "down=...)),",
    ),
    Mistake(
        "method renamed",
        "interfaces.py",
        "def cancel",
        "def drop",
        "method-renamed",
        "$.interfaces.OrderAPI.methods.cancel",
        "version(\"1.2\", \"Say what changed.\", method_renamed('drop', was='cancel')),",
    ),
    Mistake(
        "idempotency taken off",
        "interfaces.py",
        "@cast(idempotent=True)",
        "@cast",
        "idempotency-changed",
        "$.interfaces.OrderAPI.methods.cancel.idempotent",
        "change it back, or add a method of another name",
    ),
    Mistake(
        "style changed",
        "interfaces.py",
        "@cast(idempotent=True)",
        "@call(idempotent=True)",
        "style-changed",
        "$.interfaces.OrderAPI.methods.cancel.style",
        "version(\"1.2\", \"Say what changed.\", style_changed('cancel', was='cast')),",
    ),
    Mistake(
        "topic changed",
        "interfaces.py",
        'TOPIC = "orders"',
        'TOPIC = "kitchen"',
        "address-changed",
        "$.interfaces.OrderAPI.topic",
        "change it back, or declare a second interface and serve both for a release",
    ),
    Mistake(
        "namespace changed",
        "interfaces.py",
        'NAMESPACE = "shop"',
        'NAMESPACE = "bar"',
        "address-changed",
        "$.interfaces.OrderAPI.namespace",
        "change it back, or declare a second interface and serve both for a release",
    ),
    Mistake(
        "version of a released object",
        "upgrade.py",
        'order="1.2"',
        'order="1.1"',
        "pin-changed",
        "$.objects.Order.version",
        "correct the pin of autumn; if it was not released so far, run pinrail record "
        "autumn --replace",
    ),
    Mistake(
        "version of a released interface",
        "upgrade.py",
        'order="1.1", order_api="1.0"',
        'order="1.1", order_api="1.1"',
        "pin-changed",
        "$.interfaces.OrderAPI.version",
        "correct the pin of summer; if it was not released so far, run pinrail record "
        "summer --replace",
    ),
    Mistake(
        "release renamed",
        "upgrade.py",
        'release("spring"',
        'release("march"',
        "release-gone",
        "$.release",
        "add spring to releases= of the project, or delete spring.yaml if no service of "
        "it can run any more",
    ),
    Mistake(
        "version that no release speaks",
        "interfaces.py",
        'version("1.1", "A size.",',
        'version("1.1", "Nothing."), version("1.2", "A size.",',
        "version-not-released",
        "$.interfaces.OrderAPI.version",
        "raise OrderAPI to 1.2 in the pin of autumn, or add the release that it comes with",
    ),
    Mistake(
        "enum value removed",
        "objects.py",
        '    LARGE = "large"\n',
        "",
        "value-removed",
        "$.objects.Order.fields.size.values['large']",
        "vo.version(\"1.3\", \"Say what changed.\", vo.value_removed('size', 'large')),",
    ),
    Mistake(
        "method without history",
        "interfaces.py",
        "    @cast(idempotent=True)\n",
        "    @cast\n    def hurry(self, context: Context) -> None:\n"
        '        """Hurry up."""\n\n    @cast(idempotent=True)\n',
        "method-added",
        "$.interfaces.OrderAPI.methods.hurry",
        'version("1.2", "Say what changed.", method_added(\'hurry\')),',
    ),
    Mistake(
        "version of a child not raised",
        "objects.py",
        'vo.child_bumped("dishes", to="1.1")',
        'vo.child_bumped("dishes", to="1.0")',
        "history-edited",
        "$.objects.Order.history[1.1].child_bumped('dishes')",
        "put the entry back as it was, and declare what is new in a version of its own",
    ),
    Mistake(
        "entry of the history edited",
        "objects.py",
        'vo.added("tags", default=())',
        'vo.added("tags", default=("new",))',
        "history-edited",
        "$.objects.Dish.history[1.1].added('tags')",
        "put the entry back as it was, and declare what is new in a version of its own",
    ),
]


@dataclasses.dataclass(frozen=True)
class Refused:
    """One change of the code with which it cannot be loaded."""

    name: str
    file: str
    old: str
    new: str
    write: str
    """What is said to do."""


REFUSED = [
    Refused(
        "version renumbered",
        "objects.py",
        'vo.version("1.1", "Dishes have tags.", vo.added',
        'vo.version("1.2", "Dishes have tags.", vo.added',
        "correct the version, or declare it in the history of Dish",
    ),
    Refused(
        "argument made required",
        "interfaces.py",
        "size: Size = Size.SMALL",
        "size: Size",
        "write size: ... = <default> in the signature, or up= and down=",
    ),
    Refused(
        "history of a field that is not there",
        "objects.py",
        'vo.added("note", default=None)',
        'vo.added("nota", default=None)',
        "correct the name, or annotate the field in the class",
    ),
    Refused(
        "pin of a version that is not declared",
        "upgrade.py",
        'release("autumn", dish="1.1"',
        'release("autumn", dish="1.7"',
        "correct the version, or declare it in HISTORY",
    ),
    Refused(
        "pin that names no object",
        "upgrade.py",
        '{"Dish": dish,',
        '{"Dihs": dish,',
        "did you mean 'Dish'? register it, or take it out of the manifest",
    ),
    Refused(
        "pin that names no interface",
        "upgrade.py",
        '{"OrderAPI": OrderAPI',
        '{"OrdreAPI": OrderAPI',
        "did you mean 'OrderAPI'? add it to interfaces=",
    ),
]


def rows() -> str:
    """Return the mistakes as the rows of a table in markdown."""
    found = [f"| {each.name} | `{each.rule}` | {_cell(each.write)} |" for each in MISTAKES]
    refused = [
        f"| {each.name} | the project is not loaded | {each.write.replace('<', '&lt;')} |"
        for each in REFUSED
    ]
    return "\n".join(sorted([*found, *refused])) + "\n"


def _cell(text: str) -> str:
    return f"`{text}`" if "version(" in text else text
