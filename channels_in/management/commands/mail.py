from __future__ import annotations

import asyncio
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from channels_in.mail.mail_process import run_mail


class Command(BaseCommand):
    help = "Take mail in by SMTP and fetch it by IMAP, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            asyncio.run(run_mail(settings.BIND, settings.SMTP_PORT))
        except OSError as error:
            raise CommandError(
                f"Mail cannot be taken at {settings.BIND}:{settings.SMTP_PORT} ({error.strerror or error}). "
                "Set SMTP_PORT to a free port; ports below 1024 need special rights."
            ) from error
