from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from helpdesk.demo import build, post
from helpdesk.processes import demo_accounts
from people.models import Company

STEP = 25


class Command(BaseCommand):
    help = "Build the demo company: sign-ins at once, a few tickets of today, then thirty days of history."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tickets", type=int, default=build.TICKETS, help="how many in the end")
        parser.add_argument("--gently", action="store_true", help="let pages and work go first")

    def handle(self, *args: Any, tickets: int, gently: bool, **options: Any) -> None:
        record = settings.DATA_DIR / demo_accounts.RECORD
        if Company.objects.exists() and not record.exists():
            raise CommandError("A company works in this database already; the demo would mix with it.")
        demo_accounts.write(settings.DATA_DIR, [])
        demo_accounts.write(settings.DATA_DIR, build.found_company())
        if gently:
            os.nice(10)
        told, has_post = 0, False
        for told, _ in enumerate(build.live_on(tickets=tickets), start=1):
            if told % STEP == 0:
                has_post = has_post or post.arrives()
                self.stdout.write(f"Demo: {told} more tickets of its history are there.")
        if told:
            self.stdout.write("Demo: the whole history is there.")
