"""A package index on loopback that offers the locked files, and a newer release of each package."""

from __future__ import annotations

import hashlib
import re
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name, parse_wheel_filename

PIN = re.compile(r"^(\S+)==(\S+?)(?: ; (.+?))? \\$", re.MULTILINE)
NEWER = "9999"


def locked(lock: Path, environment: dict[str, str]) -> dict[str, str]:
    """Return the version of each package that a lock has for a Python, by name.

    Args:
        lock: the file.
        environment: the values of environment markers there, such as ``python_full_version``.
    """
    pins = PIN.findall(lock.read_text())
    return {
        str(canonicalize_name(name)): version
        for name, version, marker in pins
        if not marker or Marker(marker).evaluate(environment)
    }


def fill(folder: Path, lock: Path, python: Path) -> None:
    """Download the locked files for ``python``, and lay a newer release of each beside them."""
    options: list[str | Path] = [
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "-r",
        lock,
    ]
    subprocess.run([python, "-m", "pip", "download", "-qq", "-d", folder, *options], check=True)
    for file in sorted(folder.glob("*.whl")):
        _write_newer(folder, str(parse_wheel_filename(file.name)[0]))


def _write_newer(folder: Path, name: str) -> None:
    """Write a wheel that has no extras and needs what does not exist."""
    stem = f"{name.replace('-', '_')}-{NEWER}"
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {NEWER}\n"
    files = {
        "METADATA": f"{head}Requires-Dist: nothing-of-this-name\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files["RECORD"] = "".join(f"{stem}.dist-info/{file},,\n" for file in [*files, "RECORD"])
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        for file, text in files.items():
            wheel.writestr(f"{stem}.dist-info/{file}", text)


class _Pages(SimpleHTTPRequestHandler):
    """The files of a folder, and for ``/simple/NAME/`` a page of links to those of one package."""

    def do_GET(self) -> None:
        match = re.fullmatch(r"/simple/([^/]+)/", self.path)
        if match is None:
            super().do_GET()
            return
        page = "".join(
            f'<a href="/{file.name}#sha256={hashlib.sha256(file.read_bytes()).hexdigest()}">'
            f"{file.name}</a>\n"
            for file in sorted(Path(self.directory).glob("*.whl"))
            if parse_wheel_filename(file.name)[0] == match[1]
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<!DOCTYPE html><html><body>{page}</body></html>".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[dict[str, str]]:
    """Serve the files of ``folder``; gives the variables by which pip asks there only."""
    handler = partial(_Pages, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield {
                "PIP_CONFIG_FILE": "/dev/null",
                "PIP_INDEX_URL": f"http://127.0.0.1:{server.server_port}/simple",
                "PIP_EXTRA_INDEX_URL": "",
                "PIP_FIND_LINKS": "",
                "PIP_NO_CACHE_DIR": "1",
                "PIP_NO_COMPILE": "1",
            }
        finally:
            server.shutdown()
            thread.join()
