"""A coverage-guided fuzzer of everything that decodes: ``python -m tests.fuzz.decode``.

It needs atheris, which is not among the dependencies. Its arguments are those of libFuzzer, such as
``-runs=1000000``, and directories whose files are messages; the golden messages are there always.
"""

from __future__ import annotations

import hashlib
import importlib
import pathlib
import sys
import tempfile
from typing import Any

_MISSING = """\
tests.fuzz.decode needs atheris, which is not installed here. Install it beside the project:

    python3.11 -m venv .fuzz
    .fuzz/bin/pip install -r requirements/dev.lock
    .fuzz/bin/pip install atheris
    .fuzz/bin/python -m tests.fuzz.decode -max_total_time=600
"""


def _atheris() -> Any:
    try:
        return importlib.import_module("atheris")
    except ImportError:
        raise SystemExit(_MISSING) from None


def main(arguments: list[str]) -> None:
    """Fuzz until something escapes, or as the arguments of libFuzzer say."""
    atheris = _atheris()
    with atheris.instrument_imports(include=["vobjects"]):
        fuzz = importlib.import_module("tests.support.fuzz")

    def one(message: bytes) -> None:
        for view in fuzz.VIEWS:
            fuzz.tried(view, message)

    with tempfile.TemporaryDirectory() as corpus:
        for message in fuzz.seeds():
            name = hashlib.sha256(message).hexdigest()
            pathlib.Path(corpus, name).write_bytes(message)
            one(message)
        found = tempfile.mkdtemp(prefix="pinrail-fuzz-")
        options = [f"-artifact_prefix={found}/", "-max_len=65536", "-timeout=10"]
        atheris.Setup([sys.argv[0], *options, *arguments, found, corpus], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
