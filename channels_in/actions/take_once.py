"""A request with an Idempotency-Key is taken once; its replays get the first answer again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from channels_in.models import Connection, IdempotentRequest, Receipt

KEPT = timedelta(days=7)


class KeyReused(Exception):
    """The key came with another body before: one of the two would be lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    answer: dict[str, Any]
    is_replay: bool


@transaction.atomic
def take_once(
    connection: Connection,
    key: str,
    raw: bytes,
    *,
    take: Callable[[], Receipt],
    answer: Callable[[Receipt], dict[str, Any]],
) -> Taken:
    """Two at the same moment: the second waits for the first one's commit, then is its replay."""
    digest = sha256(raw).hexdigest()
    if known := _known(connection, key, digest):
        return known
    try:
        with transaction.atomic():
            receipt = take()
            said = answer(receipt)
            IdempotentRequest.objects.create(
                connection=connection, key=key, body_sha256=digest, receipt=receipt, status=200, answer=said
            )
    except IntegrityError:
        if known := _known(connection, key, digest):
            return known
        raise
    return Taken(answer=said, is_replay=False)


@transaction.atomic
def forget_requests() -> int:
    """Nobody repeats a request after a week."""
    old = IdempotentRequest.objects.filter(created_at__lt=timezone.now() - KEPT)
    return old.delete()[0]


def _known(connection: Connection, key: str, digest: str) -> Taken | None:
    first = IdempotentRequest.objects.filter(connection=connection, key=key).first()
    if first is None:
        return None
    if first.body_sha256 != digest:
        raise KeyReused
    return Taken(answer=first.answer, is_replay=True)
