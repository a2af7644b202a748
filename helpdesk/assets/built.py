"""The files that pages load, made again whenever what they are made from has changed."""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
from django.conf import settings

from helpdesk.assets import script, sprite, stylesheet, typeface, widget

HERE = Path(__file__).parent
SOURCES = HERE.parent / "static"
PACKAGES = settings.BASE_DIR / "node_modules"
FOLDER = settings.BASE_DIR / "build" / "static"
STAMP = FOLDER / ".made-of"

MAIN, LATE = SOURCES / "js" / "main.js", SOURCES / "js" / "late.js"
BOARD = SOURCES / "js" / "board.js"  # the live board alone has it
WIDGET = SOURCES / "js" / "widget.js"
ICONS = PACKAGES / "lucide-static" / "icons"
VENDOR_SCRIPTS = ("htmx.min.js", "idiomorph.js")  # the second needs the first; js/lib/htmx.js loads them
TYPEFACE = PACKAGES / "@fontsource-variable" / "inter" / "files" / "inter-latin-wght-normal.woff2"


class MissingPackages(Exception):
    """Says how to get the front-end packages."""


def _late_scripts() -> bytes:
    """What no page needs before somebody uses it: htmx, and what is written with."""
    vendor = [(PACKAGES / ".vendor" / name).read_bytes() for name in VENDOR_SCRIPTS]
    return b"\n".join([*vendor, script.join_late(LATE, first=MAIN).encode()])


MADE: dict[str, Callable[[], bytes]] = {
    "app.css": lambda: stylesheet.join(SOURCES / "css").encode(),
    "pages.css": lambda: stylesheet.join_pages(SOURCES / "css").encode(),
    "ticket.css": lambda: stylesheet.join_ticket(SOURCES / "css").encode(),
    "app.js": lambda: script.join(MAIN, late=LATE, others=[BOARD]).encode(),
    "board.js": lambda: script.join_late(BOARD, first=MAIN).encode(),
    "htmx.js": _late_scripts,
    "widget.js": lambda: widget.join(WIDGET, styles=SOURCES / "css" / "widget", icons=ICONS).encode(),
    "icons.svg": lambda: sprite.join(ICONS).encode(),
    "inter-basic.woff2": lambda: typeface.cut(TYPEFACE),
}
COMPRESSED = (".css", ".js", ".svg")


def refresh() -> bool:
    """Make what is missing or out of date. False if everything was up to date."""
    made_of = _digest()
    if _is_made_of(made_of):
        return False
    if not TYPEFACE.exists() or not (PACKAGES / ".vendor").exists():
        raise MissingPackages(
            "The front-end packages are not installed. `python3 scripts/set_up.py` does it."
        )
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _is_made_of(made_of):  # by whoever held the lock
            return False
        _make()
        _write(STAMP.name, made_of.encode())
    return True


def _make() -> None:
    for name, make in MADE.items():
        content = make()
        _write(name, content)
        if name.endswith(COMPRESSED):
            _write(f"{name}.gz", gzip.compress(content, 9, mtime=0))
            _write(f"{name}.br", brotli.compress(content))


def _is_made_of(digest: str) -> bool:
    return STAMP.exists() and STAMP.read_text() == digest


_looked_at = 0.0


def refresh_now_and_then() -> None:
    """For whoever asks at every request: looks at the sources at most once a second."""
    global _looked_at
    if time.monotonic() - _looked_at > 1:
        refresh()
        _looked_at = time.monotonic()


def _digest() -> str:
    made_of = hashlib.sha256()
    for file in sorted(_sources()):
        status = file.stat()
        made_of.update(f"{file} {status.st_mtime_ns} {status.st_size}\n".encode())
    return made_of.hexdigest()


def _sources() -> Iterator[Path]:
    yield from (SOURCES / "css").rglob("*.css")
    yield from (SOURCES / "js").rglob("*.js")
    yield from (file for file in HERE.iterdir() if file.is_file())
    yield from (file for file in [TYPEFACE, PACKAGES / ".package-lock.json"] if file.exists())


def _write(name: str, content: bytes) -> None:
    """Each file appears whole or not at all: somebody may be reading the old one."""
    draft = FOLDER / f".{name}.draft"
    draft.write_bytes(content)
    draft.replace(FOLDER / name)
