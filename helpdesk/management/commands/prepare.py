from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from helpdesk.processes import durability
from helpdesk.processes.account import CannotStart


class Command(BaseCommand):
    help = "Make the database and the static files fit this version. Safe to run at every start."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            durability.require()
        except CannotStart as problem:
            raise CommandError(str(problem)) from problem
        except OperationalError as error:
            raise CommandError(f"The database does not answer. Check DATABASE_URL. ({error})") from error
        call_command("migrate", interactive=False, verbosity=0)
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
