"""`manage.py assets`: make the files that pages load, and say what they weigh."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helpdesk.assets import built
from helpdesk.assets.script import BadModule
from helpdesk.assets.sprite import UnknownIcon


class Command(BaseCommand):
    help = "Join styles, scripts and icons into the files that pages load, where sources have changed."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changed = built.refresh()
        except (built.MissingPackages, BadModule, UnknownIcon) as problem:
            raise CommandError(str(problem)) from problem
        for name in built.MADE:
            size = (built.FOLDER / name).stat().st_size
            packed = [built.FOLDER / f"{name}{kind}" for kind in (".gz", ".br")]
            says = "".join(f", {file.suffix[1:]} {file.stat().st_size:,}" for file in packed if file.exists())
            self.stdout.write(f"{name}: {size:,} bytes{says}")
        self.stdout.write("Made anew." if changed else "All up to date.")
