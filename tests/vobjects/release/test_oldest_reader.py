"""The oldest version that holds a value whole, and what a conversion does to each field."""

from typing import Any

import pytest
from hypothesis import given

from tests.support.pairs import EXAMPLES, every_version, law
from tests.support.untyped import new
from vobjects import (
    UNSET,
    AbsentFieldError,
    BackportRefusedError,
    ConversionBrokenError,
    DeclarationError,
    DecodeError,
    InexpressibleError,
    Loss,
    LossReport,
    Registry,
    UnsetFieldError,
    VersionedObject,
    View,
    added,
    catalog,
    explain,
    history,
    initial,
    oldest_reader,
    oldest_reader_in_line,
    removed,
    renamed,
    retyped,
    value_added,
    version,
)
from vobjects._generate import functions as codegen
from vobjects.catalog import NOVA
from vobjects.catalog.cpu import VirtCPUModel
from vobjects.catalog.enums.cpu import CPUMode
from vobjects.testing import ObjectAndViews, objects, random_conversions
from vobjects.testing._round_trip import convert
from vobjects.testing._trees import missing
from vobjects.testing._versions import older, some, views
from vobjects.version import Version


@pytest.mark.no_cover
@pytest.mark.parametrize(("registry", "name", "version"), every_version(NOVA))
def test_oldest_reader_when_it_names_a_version_then_that_one_holds_the_value_and_no_older(
    registry: Registry, name: str, version: str
) -> None:
    view = views(registry, name)[version]

    @law(2)
    @given(objects(view, name))
    def holds(obj: VersionedObject) -> None:
        found = oldest_reader(obj)
        whole = views(registry, name)[found]
        assert missing(obj, view.adopt(whole.adopt(obj))) == []
        for below in some(older(registry, name, found)):
            report = LossReport()
            refused = isinstance(convert(below, obj, report), BackportRefusedError)
            assert refused or report

    holds()


def _held_whole(obj: VersionedObject, version: Version) -> bool:
    report, name = LossReport(), obj.obj_name()
    there = convert(obj.VIEW.registry.closure(name, str(version), loose=True), obj, report)
    return isinstance(there, VersionedObject) and not report


@pytest.mark.no_cover
@law(EXAMPLES * 20)
@given(random_conversions(1))
def test_oldest_reader_when_the_history_is_random_then_no_older_version_holds_it(
    case: ObjectAndViews,
) -> None:
    obj, _ = case
    lineage = obj.VIEW.registry.lineage(obj.obj_name())
    way = [entry.version for entry in lineage.way(obj.VIEW.versions[obj.obj_name()])]
    held = [str(version) for version in way[:-1] if _held_whole(obj, version)]
    assert oldest_reader(obj) == [*held, str(way[-1])][0]


def test_oldest_reader_when_a_class_has_many_versions_then_few_are_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []
    adopt = View.adopt

    def counted(view: View, obj: Any, report: LossReport | None = None) -> Any:
        tried.append(view.label)
        return adopt(view, obj, report)

    monkeypatch.setattr(View, "adopt", counted)
    cars = Registry("cars")
    count = 60
    body = {
        "__annotations__": {f"f{number}": int for number in range(count)},
        "__module__": __name__,
        "HISTORY": history(
            initial("1.0"),
            *(
                version(f"1.{number}", "More.", added(f"f{number}", default=0))
                for number in range(1, count)
            ),
        ),
    }
    car = cars.register(type("Car", (VersionedObject,), body))
    for newest in (0, 17, count - 1):
        tried.clear()
        values = {f"f{number}": int(number == newest) for number in range(count)}
        assert oldest_reader(car(**values)) == f"1.{newest}"
        assert len(tried) <= 6
        tried.clear()
        assert oldest_reader_in_line(car(**values), "1.0") == f"1.{newest}"
        assert len(tried) <= 6


def test_oldest_reader_when_a_value_would_be_left_behind_then_that_version_does_not_count() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        color: str
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Color.", added("color", default="", loss=Loss.ALLOWED)),
            version("1.2", "Behaviour."),
        )

    assert oldest_reader(Car(color="red")) == "1.1"
    assert oldest_reader(Car(color="")) == "1.0"


def test_oldest_reader_when_a_cell_is_pinned_then_it_is_the_version_that_pins() -> None:
    kilo = catalog.at("kilo")
    cell = new(kilo, "InstanceNUMACell", id=0, cpuset={0}, memory=1, pagesize=None)
    cell.cpu_topology, cell.cpu_pinning_raw = None, None
    assert oldest_reader(cell) == "1.0"
    cell.pagesize = 4
    assert oldest_reader(cell) == "1.1"
    cell.cpu_pinning_raw = {"0": 3}
    assert oldest_reader(cell) == "1.2"


def test_explain_when_a_field_is_carried_then_it_says_where_and_why() -> None:
    fates = {f.field: f for f in explain(NOVA, "Instance", "1.19", "1.15").fields}
    assert fates["uuid"].fate == "the same"
    assert fates["flavor"].fate == (
        "carried in system_metadata by flavor_into_system_metadata(), and back"
    )
    assert fates["flavor"].why == "juno keeps the flavor in system_metadata"
    assert fates["flavor"].entry == "1.18"
    assert fates["tags"].fate == "dropped; any value is reported as left behind"
    assert fates["vcpu_model"].fate == (
        "dropped; None is reported as left behind; any other value is refused"
    )
    assert fates["vcpu_model"].type == "VirtCPUModel | None"


def test_explain_when_the_way_is_up_then_it_says_what_is_made_and_set() -> None:
    fates: dict[str, list[str]] = {}
    for fate in explain(NOVA, "Instance", "1.13", "1.19").fields:
        fates.setdefault(fate.field, []).append(fate.fate)
    assert fates["pci_requests"] == [
        "made from system_metadata by pci_requests_from_system_metadata()"
    ]
    assert fates["tags"] == ["left unset"]
    assert fates["numa_topology"] == ["left unset"]
    assert fates["pci_devices"] == ["PciDeviceList 1.0 becomes 1.1"]


def test_explain_when_a_history_has_every_change_then_each_has_a_sentence() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        name: str
        mode: CPUMode
        size: str
        note: str
        HISTORY = history(
            initial("1.0"),
            version("1.1", "A name.", renamed("name", was="label")),
            version("1.2", "Sizes have a unit.", retyped("size", was=int, up=str, down=int)),
            version("1.3", "Modes.", value_added("mode", "custom")),
            version("1.4", "More.", value_added("mode", "host-model", instead="host-passthrough")),
            version("1.5", "No horn.", removed("horn", options=UNSET, was=str, loss=Loss.ALLOWED)),
            version("1.6", "Notes.", added("note", default="", loss=Loss.ALLOWED, why="no room")),
        )

    down = [f"{f.field}: {f.fate}" for f in explain(cars, "Car", "1.6", "1.0").fields]
    assert down == [
        "horn: left unset",
        "mode: value 'host-model' becomes 'host-passthrough', reported as left behind",
        "mode: value 'custom' is refused",
        "name: called 'label' there",
        "note: dropped when it is ''; any other value is reported as left behind",
        "size: converted by int(); the value must come back by its inverse",
    ]
    up = [f"{f.field}: {f.fate}" for f in explain(cars, "Car", "1.0", "1.6").fields]
    assert up[0] == "horn: dropped; any value is reported as left behind"
    assert explain(cars, "Car", "1.0", "1.6").fields[0].why == "No horn."


def test_explain_when_a_version_never_was_then_it_is_refused() -> None:
    with pytest.raises(DeclarationError, match=r"version 7\.0"):
        explain(NOVA, "Instance", "1.19", "7.0")
    with pytest.raises(KeyError):
        explain(NOVA, "Nothing", "1.0", "1.0")


def _broken(up: Any, down: Any, value: Any) -> Any:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        size: str
        HISTORY = history(
            initial("1.0"), version("1.1", "x", retyped("size", was=int, up=up, down=down))
        )

    obj = new(cars.head, "Car", size=value)
    return convert(cars.closure("Car", "1.0"), obj, LossReport())


@pytest.mark.parametrize(
    ("up", "down", "back"),
    [
        (str, lambda text: 7, "str '7'"),
        (str, int, "ValueError: invalid literal"),
        (str, lambda text: text, "str 'five', not int"),
        (lambda number: number / 0, len, "ZeroDivisionError"),
    ],
)
def test_retyped_when_the_pair_does_not_fit_then_the_error_says_what_came_back(
    up: Any, down: Any, back: str
) -> None:
    with pytest.raises(Exception, match=r"mend the down/up pair of 'size'") as caught:
        _broken(up, down, "five")
    assert type(caught.value).__name__ == "ConversionBrokenError"
    assert back in caught.value.back  # type: ignore[attr-defined]


def test_retyped_when_a_value_has_no_older_form_then_it_is_refused() -> None:
    def down(text: str) -> int:
        raise InexpressibleError("no number")

    assert _broken(str, down, "five").why == "no number"


def _carried(up: Any, down: Any) -> Registry:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        size: int
        text: str = UNSET
        HISTORY = history(
            initial("1.0"),
            version("1.1", "x", added("size", up=up, down=down, writes=("text",))),
            version("1.2", "x", removed("horn", options=UNSET, was=str)),
        )

    return cars


def test_carried_when_the_value_does_not_come_back_then_the_error_says_what_did() -> None:
    def down(values: Any, classes: Any) -> None:
        values["text"] = str(values.pop("size"))

    def up(values: Any, classes: Any) -> None:
        values["size"] = len(values["text"])

    cars = _carried(up, down)
    with pytest.raises(ConversionBrokenError, match=r"converts int 7 .* and back to int 1"):
        cars.head.encode(new(cars.head, "Car", size=7), cars.closure("Car", "1.0"))


def test_carried_when_up_has_no_words_for_it_then_decoding_says_so() -> None:
    def up(values: Any, classes: Any) -> None:
        raise InexpressibleError("this text is no size")

    cars = _carried(up, up)
    with pytest.raises(DecodeError, match="this text is no size"):
        cars.head.adopt(new(cars.closure("Car", "1.0"), "Car", text="x"))


def test_field_when_it_is_gone_then_using_it_says_when_it_went() -> None:
    cars = _carried(lambda v, c: None, lambda v, c: None)
    car = new(cars.head, "Car")
    with pytest.raises(AbsentFieldError, match=r"it went with 1\.2"):
        car.horn = "loud"
    with pytest.raises(AbsentFieldError, match=r"it went with 1\.2"):
        car.horn  # noqa: B018
    with pytest.raises(UnsetFieldError):
        car.size  # noqa: B018


def test_operation_when_nobody_wrote_its_code_then_it_is_a_defect() -> None:
    with pytest.raises(AssertionError):
        codegen._operation(object(), "", "")  # type: ignore[arg-type]  # no operation


def test_view_when_it_is_shown_then_it_says_what_it_is() -> None:
    kilo = catalog.at("kilo")
    assert repr(kilo) == f"<View kilo of nova: {len(kilo)} classes>"
    assert repr(NOVA.head).startswith("<View unnamed of nova")
    assert kilo[VirtCPUModel] is kilo["VirtCPUModel"]
    assert {kilo: 1}[kilo] == 1
    assert len(kilo) == len(list(kilo))
