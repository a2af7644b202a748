"""When a subject is learned again: at night if there is news, at once where nothing is known yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from events import actors
from people.models import Company
from routing.actions.start_training import start_training
from routing.guessing.texts import has_news
from routing.models import Subject, Threshold, Training

NIGHT = range(1, 5)  # hours of the company's clock
AGAIN = timedelta(hours=20)
PAUSE = timedelta(hours=1)


def plan_lessons() -> None:
    off = set(Threshold.objects.filter(is_on=False).values_list("subject", flat=True))
    for subject in Subject.values:
        if subject not in off and is_time(subject, at=timezone.now()):
            start_training(subject, by=actors.SYSTEM)


def learn_anew(subject: str) -> None:
    """What was learned is lost, or written by another version of Alur: no night is waited for."""
    if not Training.objects.filter(subject=subject, asked_at__gt=timezone.now() - PAUSE).exists():
        start_training(subject, by=actors.SYSTEM)


def is_time(subject: str, *, at: datetime) -> bool:
    last = Training.objects.filter(subject=subject).order_by("-pk").first()
    if last is None:
        return has_news(subject, since=None)
    hour = at.astimezone(ZoneInfo(Company.current().time_zone)).hour
    is_due = last.state != Training.State.PENDING and at - last.asked_at > AGAIN
    return is_due and hour in NIGHT and has_news(subject, since=last.asked_at)
