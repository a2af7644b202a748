"""What a whole page of the workspace reads first, in one query."""

from __future__ import annotations

from django.db.models import Func, TextField
from django.db.models.functions import Cast

from events.horizon import take_cursor
from people.models import Company
from people.signed_in import SignedInRequest


def start(request: SignedInRequest) -> str:
    """The cursor, taken before anything is read, so that what happens meanwhile is asked for again.

    The company comes with it; helpdesk/shell.py finds it on the request.
    """
    snapshot = Cast(Func(function="pg_current_snapshot"), TextField())
    company = Company.objects.filter(pk=Company.ONLY).annotate(cursor=snapshot).first()
    if company is None:
        return take_cursor()
    request.company = company
    cursor: str = company.cursor
    return cursor
