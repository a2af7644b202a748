"""Programs that tests drive and that pip cannot bring: a browser and an IMAP server.

Installs what is missing from the distribution if it may, otherwise says how; `make test` runs it first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    programs: tuple[str, ...]  # any of them will do
    package: str
    used_for: str

    def is_there(self) -> bool:
        return any(shutil.which(program, path=PLACES) for program in self.programs)


TOOLS = (
    Tool(
        programs=("chromium", "chromium-browser", "google-chrome"),
        package="chromium",
        used_for="the browser tests",
    ),
    Tool(programs=("dovecot",), package="dovecot-imapd", used_for="the tests with a real IMAP server"),
)


def main() -> int:
    missing = [tool for tool in TOOLS if not tool.is_there()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _install([tool.package for tool in missing])
        missing = [tool for tool in missing if not tool.is_there()]
    for tool in missing:
        print(
            f"{tool.used_for} need {tool.programs[0]}: install it (Debian: apt-get install {tool.package})."
        )
    # Continuous integration skips nothing; elsewhere the tests that need a missing tool are skipped.
    return 1 if missing and os.environ.get("CI") == "true" else 0


def _install(packages: list[str]) -> None:
    print(f"Installing {' and '.join(packages)} from the distribution …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "-y", "--no-install-recommends", "install", *packages],
    ):
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            print(done.stdout + done.stderr, flush=True)
            return


if __name__ == "__main__":
    sys.exit(main())
