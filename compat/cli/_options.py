"""Options that several commands have, and what checks and completes their values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from compat.cli._failure import CommandError, unknown

if TYPE_CHECKING:
    from compat.project import Project

Function = TypeVar("Function", bound=Callable[..., Any])
Complete = Callable[[click.Context, click.Parameter, str], list[str]]
_BUILT_IN = ("nova", "demo")


def number(
    unit: str, most: float, *, zero: bool
) -> Callable[[click.Context, click.Parameter, str | None], float | None]:
    """Return what makes a number of a text.

    Args:
        unit: what is counted, such as ``seconds``.
        most: the largest number that is accepted.
        zero: 0 is accepted too.
    """

    def convert(_: click.Context, param: click.Parameter, text: str | None) -> float | None:
        if text is None:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not (0 <= value <= most) or (value == 0 and not zero):
            raise CommandError(
                where=max(param.opts, key=len),
                found=repr(text),
                expected=f"a number of {unit} {'from' if zero else 'above'} 0 to {most:g}",
                remedy="correct the number",
            )
        return value

    return convert


def words(*known: str) -> Complete:
    """Return what completes one of a few words."""
    return lambda _, __, begun: [word for word in known if word.startswith(begun)]


def releases(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Complete a release of the project of a command."""
    return _of_project(ctx, begun, lambda project: project.releases)


def classes(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Complete an object of the project of a command."""
    return _of_project(ctx, begun, lambda project: sorted(project.registry.head))


def _of_project(
    ctx: click.Context, begun: str, names: Callable[[Project], Iterable[str]]
) -> list[str]:
    """Return the names of a project that begin so; none if there is no project to ask."""
    from compat.cli._project import loaded
    from compat.errors import ProjectError

    try:
        project = loaded(ctx.params.get("project")).project
    except ProjectError:  # there is no place for an error while someone types
        return []
    return [name for name in names(project) if name.startswith(begun)]


def one_of(*known: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return what accepts one of a few words, and offers the one that was probably meant."""

    def convert(_: click.Context, param: click.Parameter, text: str | None) -> str | None:
        if text is not None and text not in known:
            raise unknown(max(param.opts, key=len), text, known)
        return text

    return convert


def several_of(
    *known: str,
) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], tuple[str, ...]]:
    """Return what accepts any of a few words, given by an option that can be repeated."""
    convert = one_of(*known)

    def convert_all(
        ctx: click.Context, param: click.Parameter, texts: tuple[str, ...]
    ) -> tuple[str, ...]:
        for text in texts:
            convert(ctx, param, text)
        return texts

    return convert_all


def project_option(function: Function) -> Function:
    """Add the option ``--project``."""
    return click.option(
        "--project",
        metavar="MODULE:NAME",
        shell_complete=words(*_BUILT_IN),
        is_eager=True,
        help="The project: MODULE:NAME, nova or demo; else [tool.pinrail] of pyproject.toml.",
    )(function)


def folder_option(function: Function) -> Function:
    """Add the option ``--folder``."""
    return click.option(
        "--folder",
        type=click.Path(path_type=Path),
        help="Where the manifests are; else as the project says.",
    )(function)


def json_option(function: Function) -> Function:
    """Add the option ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(function)


def format_option(*names: str) -> Callable[[Function], Function]:
    """Return what adds the option ``--format`` with formats; the first is used without it."""
    return click.option(
        "--format",
        "format_",
        metavar="FORMAT",
        callback=one_of(*names),
        shell_complete=words(*names),
        default=names[0],
        help=f"How to print: {', '.join(names)}.",
    )


def broker_url(text: str | None, where: str) -> str | None:
    """Return the URL of a broker.

    Raises:
        CommandError: it is none.
    """
    from urllib.parse import urlsplit

    try:
        good = text is None or bool(urlsplit(text).scheme)
    except ValueError:
        good = False
    if not good:
        raise CommandError(
            where=where,
            found=repr(text),
            expected="a URL such as rabbit://guest:guest@localhost:5672/",
            remedy="correct the URL",
        )
    return text
