from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from events import actors
from helpdesk.config.document import ConfigProblem, dump, load
from helpdesk.config.plan import Change, apply, export, plan
from helpdesk.config.sections import SECTIONS


class Command(BaseCommand):
    help = "Configuration as a file: `export`, `plan FILE`, `apply FILE` (- reads standard input)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["export", "plan", "apply"])
        parser.add_argument("file", nargs="?", help="to read; with export: to write, else standard output")

    def handle(self, *args: Any, verb: str, file: str | None, **options: Any) -> None:
        if verb == "export":
            self._export(file)
        else:
            self._change(verb, file)

    def _export(self, file: str | None) -> None:
        text = dump(export())
        if not file:
            self.stdout.write(text)
            return
        try:
            Path(file).write_text(text)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from None

    def _change(self, verb: str, file: str | None) -> None:
        try:
            document = load(_read(file), known=[section.name for section in SECTIONS])
            by = actors.system("config")
            changes = plan(document, by=by) if verb == "plan" else apply(document, by=by)
        except ConfigProblem as problem:
            raise CommandError(f"Nothing was changed. {problem}") from None
        for change in changes:
            self.stdout.write("\n".join(_lines(change)))
        done = "would change" if verb == "plan" else "changed"
        self.stdout.write(f"{len(changes)} {done}.")


def _read(file: str | None) -> str:
    if file is None:
        raise CommandError("Name the file to read, or - for standard input.")
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}.") from None


def _lines(change: Change) -> list[str]:
    sign = "+" if change.is_new else "~"
    lines = [f"{sign} {change.section} {change.name}".rstrip()]
    for name, (before, after) in change.fields.items():
        lines.append(f"    {name}: {after!r}" if change.is_new else f"    {name}: {before!r} → {after!r}")
    lines += [f"    secret {name}: set anew" for name in change.secrets]
    return lines
