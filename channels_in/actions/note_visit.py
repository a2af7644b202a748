"""Where a visitor is: what the agent reads beside the conversation. No event: nothing depends on it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from channels_in.models import Visitor


@transaction.atomic
def note_page(visitor_id: int, *, page: str, title: str) -> None:
    fields = {"page": page, "page_title": title} if page else {}
    Visitor.objects.filter(pk=visitor_id).update(seen_at=timezone.now(), left_at=None, **fields)


@transaction.atomic
def note_left(visitor_id: int) -> None:
    Visitor.objects.filter(pk=visitor_id).update(left_at=timezone.now())


@transaction.atomic
def note_there(visitor_ids: Iterable[int]) -> None:
    """All that are connected to this process, in one statement."""
    Visitor.objects.filter(pk__in=list(visitor_ids)).update(seen_at=timezone.now(), left_at=None)


@transaction.atomic
def forget_visitor(visitor_id: int) -> None:
    """Their browser lets go of the token, so nobody can use it any more. What was said stays with us."""
    now = timezone.now()
    Visitor.objects.filter(pk=visitor_id).update(revoked_at=now, left_at=now)
