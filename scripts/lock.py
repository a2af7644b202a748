"""Writes the .lock files from the .in files, with hashes and without the address of a registry.

python3 scripts/lock.py [PACKAGE …]     raise what is named, or everything, to its newest version
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "build" / "lock"
NAMES = ("requirements", "requirements-dev", "requirements-node")
HOW = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
]


def main(packages: list[str]) -> None:
    uv = TOOLS / "bin" / "uv"
    if not uv.exists():
        venv.create(TOOLS, with_pip=True)
        subprocess.run([TOOLS / "bin" / "pip", "install", "--quiet", "uv"], check=True)
    newer = [part for package in packages for part in ("--upgrade-package", package)] or ["--upgrade"]
    for name in NAMES:
        files = [f"{name}.in", "--output-file", f"{name}.lock"]
        subprocess.run([uv, "pip", "compile", *HOW, *newer, *files], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
