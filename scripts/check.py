"""All checks that start nothing, one after the other. Exit code 1 if one of them failed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent


def checks() -> dict[str, list[str | Path]]:
    return {
        "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
        "lint": [BIN / "ruff", "check", "--quiet", "."],
        "templates": [BIN / "djlint", "templates", "--lint", "--quiet"],
        "imports": [BIN / "lint-imports", "--no-cache"],
        "types": [BIN / "mypy", "."],
        "messages": [PYTHON, ROOT / "scripts" / "messages.py", "check"],
        "settings": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    }


def main() -> int:
    failed = []
    with tempfile.TemporaryDirectory() as data:
        production = {"ALUR_ENV": "production", "BASE_URL": "https://help.example.com", "ALUR_DATA": data}
        for name, command in checks().items():
            extra = production if name == "settings" else {"ALUR_DATA": data}
            if not _passes(name, command, extra):
                failed.append(name)
    if failed:
        print(f"Not as it must be: {', '.join(failed)}. `make fix` repairs format and some of lint.")
    return 1 if failed else 0


def _passes(name: str, command: list[str | Path], extra: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **extra},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    word = "ok" if done.returncode == 0 else "FAILED"
    print(f"{name:<10} {word:<6} {time.monotonic() - began:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
