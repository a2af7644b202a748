from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from helpdesk.rotation import Place, Rotation, rotate

EVERY = 100  # rows


class Command(BaseCommand):
    help = "Write every stored secret again with the newest of FIELD_KEYS. May be stopped and begun again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{len(settings.FIELD_KEYS)} keys are set; the first of them writes.")
        done = rotate(self._tell)
        self.stdout.write(
            f"{done.total} secrets: {done.rewritten} written again, {done.current} lay under it already."
        )
        if done.unreadable:
            raise CommandError(
                f"{done.unreadable} could not be read with any of FIELD_KEYS. Put the key that they were "
                "written with behind the others, and run this again."
            )
        self.stdout.write("Nothing needs the older keys any more: take them out of FIELD_KEYS and restart.")

    def _tell(self, place: Place, done: Rotation) -> None:
        if done.total % EVERY == 0 and done.total:
            self.stdout.write(f"{done.total} … {place}", ending="\n")
            self.stdout.flush()
