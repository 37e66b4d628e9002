"""``pinrail explain``: what it says of each field."""

from __future__ import annotations

import json

from tests.compat.cli.command import invoke


def test_explain_when_releases_are_named_then_it_is_of_their_versions() -> None:
    named = invoke("explain", "PciDevice", "gazpacho", "kilo", "--project", "nova", "--json")
    assert json.loads(named.output)["to"] == "1.3-kilo"
    numbered = invoke("explain", "PciDevice", "1.7", "1.3-kilo", "--project", "nova", "--json")
    assert (named.exit_code, named.output) == (0, numbered.output)


def test_explain_when_shown_says_what_happens_to_each_field_and_why() -> None:
    found = invoke("explain", "InstanceNUMACell", "1.2", "1.0", "--project", "nova", "--json")
    facts = json.loads(found.stdout)
    fates = {entry["field"]: entry for entry in facts["fields"]}
    assert fates["pagesize"]["fate"] == "dropped when it is None; any other value is refused"
    assert fates["pagesize"]["why"] == "the guest would run on pages it did not ask for"
    text = invoke("explain", "InstanceNUMACell", "1.2", "1.0", "--project", "nova").output
    assert all(name in text for name in fates)


def test_explain_when_fields_stay_the_same_shows_them_on_request_only() -> None:
    arguments = ("explain", "InstanceNUMACell", "1.2", "1.0", "--project", "nova")

    changed, whole = invoke(*arguments), invoke(*arguments, "--all")
    fields = json.loads(invoke(*arguments, "--all", "--json").output)["fields"]

    assert {each["field"]: each["fate"] for each in fields}["cpuset"] == "the same"
    assert "cpuset" not in changed.output
    assert changed.output.endswith("the same: 3 fields (--all shows them)\n")
    assert "cpuset" in whole.output
    assert "--all" not in whole.output


def test_explain_when_nothing_changes_says_so() -> None:
    found = invoke("explain", "InstanceNUMACell", "1.2", "1.2", "--project", "nova")

    assert found.output == ("InstanceNUMACell 1.2 to 1.2\nthe same: 6 fields (--all shows them)\n")
