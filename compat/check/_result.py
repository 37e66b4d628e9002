"""What a check of a project finds."""

from __future__ import annotations

import dataclasses

from compat.check._settings import Settings
from compat.rules import Finding, Rule


@dataclasses.dataclass(frozen=True)
class CheckResult:
    """The findings of a project."""

    findings: tuple[Finding, ...]
    """By rule and then by path."""
    accepted: tuple[Finding, ...]
    """What was found and is accepted, with a reason in ``accepted.toml``."""
    judged: tuple[str, ...]
    """The releases that are supported, oldest first: all of them are judged."""
    outside: tuple[str, ...]
    """The recorded releases that are supported no more, so nothing is said of them."""
    settings: Settings
    rules: tuple[Rule, ...]
    """Those that were run."""

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The findings that make the check fail."""
        return tuple(each for each in self.findings if self.settings.fails(each))

    @property
    def exit_status(self) -> int:
        """1 if a finding makes the check fail, else 0."""
        return 1 if self.failing else 0
