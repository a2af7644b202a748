from __future__ import annotations

from typing import Any

from django.db import migrations

USUAL = {"category": 60, "sentiment": 80, "urgency": 80}


def leave_it_off(apps: Any, _schema: Any) -> None:
    """Where people work already, an update sorts and moves no ticket by itself before somebody says so."""
    if apps.get_model("tickets", "Ticket").objects.exists():
        threshold = apps.get_model("routing", "Threshold")
        for subject, percent in USUAL.items():
            threshold.objects.get_or_create(subject=subject, defaults={"percent": percent, "is_on": False})


class Migration(migrations.Migration):
    dependencies = [("routing", "0019_reshuffles"), ("tickets", "0022_guessed")]
    operations = [migrations.RunPython(leave_it_off, migrations.RunPython.noop)]
