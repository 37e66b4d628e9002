"""``pinrail completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from compat.cli._options import one_of, words

_SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_PINRAIL_COMPLETE"


@click.command()
@click.argument("shell", callback=one_of(*_SHELLS), shell_complete=words(*_SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that makes a shell complete names.

    In ~/.bashrc: eval "$(pinrail completion bash)", and the same for zsh in ~/.zshrc. For fish:
    pinrail completion fish > ~/.config/fish/completions/pinrail.fish
    """
    found = get_completion_class(shell)
    assert found is not None  # click has these three
    complete = found(ctx.find_root().command, {}, "pinrail", _VARIABLE)
    click.echo(complete.source_template % complete.source_vars())
