"""The command `config` with a file of its own, for tests."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from django.core.management import call_command

Config = Callable[..., str]


def commands_in(folder: Path) -> Config:
    """`run("apply", company={…})`: what the command says to a file of these parts."""

    def run(verb: str, text: str | None = None, **parts: Any) -> str:
        said, arguments = StringIO(), []
        if text is not None or parts:
            file = folder / "company.yaml"
            file.write_text(yaml.safe_dump({"version": 1, **parts}) if text is None else text)
            arguments = [str(file)]
        call_command("config", verb, *arguments, stdout=said)
        return said.getvalue()

    return run
