"""Which rules are run on a project, how grave each is, and what makes a check fail."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from typing import Any, Final

from compat.errors import ProjectError
from compat.rules import OSLO_RULES, RULES, Category, Finding, Severity
from vobjects._names import did_you_mean
from vobjects._repr import shown

_KEYS: Final = ("categories", "except", "severity", "fail-on")
_IDS: Final = tuple(dict.fromkeys(rule.id for rule in (*RULES, *OSLO_RULES)))


@dataclasses.dataclass(frozen=True)
class Settings:
    """What ``[tool.pinrail.check]`` says, or the options of a command."""

    categories: tuple[Category, ...] = tuple(Category)
    """A rule is run if one of its categories is among them."""
    excepted: tuple[str, ...] = ()
    """The rules that are not run."""
    severities: Mapping[str, Severity] = dataclasses.field(default_factory=dict)
    """By rule, the severity of its findings where it is not the one that the rule says."""
    fail_on: Severity = Severity.LOSES
    """The least severity that makes a check fail."""

    def takes(self, rule: str, categories: Collection[Category]) -> bool:
        """Whether a rule is run."""
        return rule not in self.excepted and not {*self.categories}.isdisjoint(categories)

    def fails(self, finding: Finding) -> bool:
        """Whether a finding makes the check fail."""
        return finding.severity.rank <= self.fail_on.rank


def settings_of(table: Mapping[str, Any]) -> Settings:
    """Return the settings in a table such as ``[tool.pinrail.check]``.

    Args:
        table: ``categories`` and ``except``, lists of texts; ``severity``, a table of rule to
            severity; ``fail-on``, a severity. Each may be left out.

    Raises:
        ProjectError: a key, a category, a rule or a severity is unknown, or a value is no list or
            table.
    """
    for key in table:
        _one_of(key, _KEYS, "a key")
    chosen = Settings()
    severities = table.get("severity", {})
    if not isinstance(severities, Mapping):
        raise _wrong(f"severity = {shown(severities)}", 'a table, such as {release-gone = "warns"}')
    return Settings(
        tuple(
            Category(_one_of(each, [*Category], "categories"))
            for each in _texts(table, "categories", chosen.categories)
        ),
        tuple(_one_of(each, _IDS, "except") for each in _texts(table, "except", ())),
        {
            _one_of(rule, _IDS, "severity"): Severity(
                _one_of(each, [*Severity], f"severity {rule}")
            )
            for rule, each in severities.items()
        },
        Severity(_one_of(table.get("fail-on", chosen.fail_on), [*Severity], "fail-on")),
    )


def _texts(table: Mapping[str, Any], key: str, default: tuple[str, ...]) -> list[Any]:
    value = table.get(key, [*default])
    if not isinstance(value, list):
        raise _wrong(f"{key} = {shown(value)}", "a list of texts")
    return value


def _one_of(value: Any, known: Collection[str], where: str) -> str:
    if not isinstance(value, str) or value not in known:
        hint = did_you_mean(value, known) if isinstance(value, str) else ""
        raise _wrong(f"{shown(value)} in {where}", f"one of {', '.join(known)}", hint)
    return value


def _wrong(found: str, expected: str, hint: str = "") -> ProjectError:
    return ProjectError(
        where="[tool.pinrail.check]",
        found=found,
        expected=expected,
        remedy=f"{hint}correct it, or take it off",
    )
