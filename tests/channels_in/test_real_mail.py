"""Every real mail through the real listener: one item and one outcome each, none lost, none twice.

The figures are printed: `pytest tests/channels_in/test_real_mail.py -s`.
"""

from __future__ import annotations

import smtplib
import time
from collections import Counter
from collections.abc import Iterable

import pytest
from django.db.models import Sum

from channels_in import intake
from channels_in.models import Receipt, ReceiptItem
from tests.channels_in.mail.corpus import CorpusFile, corpora, mails
from tests.channels_in.mails import a_mailbox, crlf, the_front_door
from tickets.models import Attachment, Message

pytestmark = [
    pytest.mark.skipif(corpora() is None, reason="ALUR_CORPORA does not name the corpora"),
    pytest.mark.django_db(transaction=True),
]

BECAME = (ReceiptItem.Outcome.MESSAGE, ReceiptItem.Outcome.UPDATE)


def test_every_real_mail_has_one_outcome_and_comes_in_once():
    mailbox = a_mailbox("corpus@ours.example")
    files = mails()

    with the_front_door() as port:
        began = time.monotonic()
        hand_all_over(port, files, mailbox.address)
        handed = time.monotonic()
        process_all()
        processed = time.monotonic()
        counts = outcomes()
        messages = Message.objects.count()

        hand_all_over(port, files, mailbox.address)
        process_all()

    total = sum(counts.values())
    became = sum(counts[outcome] for outcome in BECAME)
    print_figures(files, counts, became / total, handed - began, processed - handed)
    repeats = ReceiptItem.objects.aggregate(Sum("repeats"))["repeats__sum"]
    assert Receipt.objects.filter(state="done").count() == 2 * len(files)
    assert not ReceiptItem.objects.filter(outcome=None).exists()
    assert ReceiptItem.objects.count() == total
    assert total + repeats == 2 * len(files)
    assert Message.objects.count() == messages
    assert became / total >= 0.97
    assert Message.objects.exclude(text="", quoted="", signature="").count() > 0.9 * messages
    assert Attachment.objects.count() > 200


def hand_all_over(port: int, files: Iterable[CorpusFile], to: str) -> None:
    """Each from a sender of its own: the listener would ask one that writes so much to come later."""
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
        client.ehlo("corpus.example")
        for number, file in enumerate(files):
            raw = crlf(file.raw())
            raw = raw if raw.endswith(b"\r\n") else raw + b"\r\n"
            assert client.mail(f"sender{number}@corpus.example")[0] == 250
            assert client.rcpt(to)[0] == 250
            code, said = client.data(raw)
            assert code == 250, (file.name, said)


def process_all() -> None:
    while Receipt.objects.due().exists():
        intake.take_in_due(intake.MAIL)


def outcomes() -> Counter[str]:
    return Counter(ReceiptItem.objects.values_list("outcome", flat=True))


def print_figures(
    files: tuple[CorpusFile, ...], counts: Counter[str], share: float, handing: float, processing: float
) -> None:
    reasons = Counter(ReceiptItem.objects.exclude(outcome__in=BECAME).values_list("outcome", "reason"))
    print(  # noqa: T201 - the figures that the issue asks for
        f"\n{len(files)} mails, {sum(counts.values())} different: {dict(counts)}; "
        f"{share:.2%} became messages. The rest: {dict(reasons)}."
        f"\nTaken in {len(files) / handing:.0f} a second, processed {len(files) / processing:.0f} a second."
    )
