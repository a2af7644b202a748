from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from channels_in.actions.decide_item import decide_item
from channels_in.actions.open_item import count_repeats, open_item
from channels_in.chat.reading import name_of
from channels_in.items import Incoming, updated
from channels_in.models import CallStep, Connection, Receipt, ReceiptItem
from channels_in.voice.heard import Heard

DIGITS = re.compile(rb"(^|&)Digits=[^&]*")


@transaction.atomic(savepoint=False)
def keep_step(  # noqa: PLR0913
    connection: Connection, *, sid: str, path: str, twiml: str, raw: bytes, at: datetime, is_new: bool
) -> None:
    """The question is in the ledger, with the answer that it got, before the answer leaves. What somebody
    typed is kept where it was asked for, or not at all: it may be a secret.
    """
    receipt = Receipt.objects.create(
        connection=connection,
        door=Receipt.Door.HTTP,
        raw=DIGITS.sub(rb"\1Digits=", raw),
        size=len(raw),
        envelope={"beneath": path},
        received_at=at,
        state=Receipt.State.DONE,
    )
    incoming = Incoming(external_id=name_of(sid, path), content=Heard(external_id=name_of(sid, path)))
    item = open_item(receipt, incoming)
    if is_new:
        CallStep.objects.create(
            channel_id=connection.channel_id, provider_id=sid[:64], path=path[:120], twiml=twiml
        )
        decide_item(item, updated(None, reason="answered"))
    elif item.receipt_id != receipt.pk:
        count_repeats([item.pk])
    elif item.outcome is None:
        ReceiptItem.objects.filter(pk=item.pk, outcome=None).update(outcome=ReceiptItem.Outcome.UPDATE)
