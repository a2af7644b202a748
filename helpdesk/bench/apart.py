"""A module of the bench in a process of its own, which is told a line and answers with one line of JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from django.conf import settings


class Apart:
    """Many pages at once, whose work would otherwise count as the time of what they measure."""

    def __init__(self, module: str, **opening: Any) -> None:
        self._module = module
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.tell(json.dumps(opening))

    def tell(self, words: str) -> Any:
        """Its answer, once it has done so. RuntimeError: it has ended."""
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("no pipes")
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self._module} is gone.")
        return json.loads(answer)

    def end(self) -> Any:
        """All that it found."""
        found = self.tell("end")
        self._process.wait(30)
        return found
