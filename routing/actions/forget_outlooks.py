from __future__ import annotations

from datetime import timedelta

from django.db.models.functions import Now

from routing.models import Foreseen, Outlook

OUTLOOKS = timedelta(days=2)
FORESEEN = timedelta(days=90)


def forget_outlooks() -> None:
    """Outlooks are of the moment; what was said and what became of it is the record, kept for a quarter."""
    Outlook.objects.filter(minute__lt=Now() - OUTLOOKS).delete()
    Foreseen.objects.filter(deadline__lt=Now() - FORESEEN).delete()
