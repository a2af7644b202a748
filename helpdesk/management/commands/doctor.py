from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from helpdesk.health import Check, measure

MARKS = {"ok": "✓", "degraded": "!", "failing": "✗"}


class Command(BaseCommand):
    help = "Say in words how the installation is, and what to do about what is not well."

    def handle(self, *args: Any, **options: Any) -> None:
        health = measure()
        for check in health.checks:
            self.stdout.write(f"{MARKS[check.verdict]} {_title(check)}: {_words(check)}")
            if check.verdict != "ok":
                self.stdout.write(f"    → {_advice(check)}")
        self.stdout.write(_("Overall: %(status)s") % {"status": health.status})
        if not health.is_ready:
            raise SystemExit(1)


def _title(check: Check) -> str:
    return check.name.replace("_", " ")


def _words(check: Check) -> str:
    if not check.facts:
        return check.verdict
    return ", ".join(f"{name.replace('_', ' ')} {_value(value)}" for name, value in check.facts.items())


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "(" + ", ".join(f"{name} {inner}" for name, inner in value.items() if inner is not None) + ")"
    return "none" if value is None else str(value)


def _advice(check: Check) -> str:
    return {
        "database": _("Is Postgres running, and does DATABASE_URL point to it? See its log."),
        "migrations": _("Run `manage.py migrate`; `manage.py up` does so by itself."),
        "disk": _("Free space on the disk of ALUR_DATA: nothing new is acknowledged while it is full."),
        "broker": _(
            "Is Valkey running, and does REDIS_URL point to it? Nothing is lost meanwhile, only slower."
        ),
        "processes": _("Is it running? Its log says why not: a port that is taken, for one."),
        "oldest_waiting": _("Is a worker running? See its log; dead rows are on the Undeliverable screen."),
        "mailboxes": _(
            "Open the channel's page: it says what the mail server answered, and has a test button."
        ),
        "channels": _(
            "Open the channel's page: it says what is wrong and what helps, and has a test button."
        ),
    }.get(check.name, "")
