"""One log for all processes: each line says who speaks, in that process's colour."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TextIO

from helpdesk.lib import controls

COLOURS = {
    "up": 37,
    "postgres": 34,
    "valkey": 35,
    "web": 32,
    "worker": 33,
    "beat": 36,
    "mail": 95,
}


@dataclass(kw_only=True)
class Log:
    as_json: bool
    stream: TextIO = field(default_factory=lambda: sys.stdout)

    def say(self, line: str, *, who: str = "up") -> None:
        text = self._as_json(line, who) if self.as_json else self._as_text(line, who)
        # A terminal that was closed must not keep the processes from being stopped in order.
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(text + "\n")
            self.stream.flush()

    def _as_json(self, line: str, who: str) -> str:
        """Lines of our own processes are JSON already and pass as they are."""
        if line.startswith("{"):
            return line
        now = datetime.now(UTC).isoformat()
        return json.dumps({"event": line, "process": who, "timestamp": now}, ensure_ascii=False)

    def _as_text(self, line: str, who: str) -> str:
        line = controls.shown(line)  # others than ours speak here, too
        tag = f"{datetime.now(UTC).astimezone():%H:%M:%S} {who:<8} │"
        if not self._has_colour():
            return f"{tag} {line}"
        return f"\x1b[{COLOURS.get(who.partition('.')[0], 37)}m{tag}\x1b[0m {line}"

    def _has_colour(self) -> bool:
        return "NO_COLOR" not in os.environ and (self.stream.isatty() or "FORCE_COLOR" in os.environ)
