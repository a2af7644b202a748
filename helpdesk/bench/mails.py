"""Mails as customers send them: half of them new, a quarter answers, some with files, some from machines."""

from __future__ import annotations

import random
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

SEED = 20_260_102
TO = "help@bench.example"
WORDS = (  # noqa: SIM905 - reads better than a list
    "the parcel has not come yet and my order is still waiting although you wrote that it would be here on "
    "Monday please look at it again because the lamp was damaged when it arrived and I would like to send it "
    "back or have a new one thank you for your help I am looking forward to your answer with kind regards"
).split()
FILE_SIZES = (20_000, 60_000, 200_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    sender: str
    raw: bytes


def mails(count: int, *, run: str) -> list[Mail]:
    """Of each eight: five new ones, one of them with a file, two answers and a machine's."""
    chance = random.Random(f"{SEED}{run}")  # noqa: S311 - the same mix every time
    return [_mail(number, run, chance) for number in range(count)]


def hand_in(port: int, wanted: Sequence[Mail]) -> None:
    """In this order, on one connection."""
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as smtp:
        for mail in wanted:
            smtp.sendmail(mail.sender, [TO], mail.raw)


def _mail(number: int, run: str, chance: random.Random) -> Mail:
    kind = number % 8
    answered = number - 4 if kind in {5, 6, 7} and number >= 4 else None
    writer = number if answered is None else answered
    sender = f"{run}-{writer}@people.example"  # somebody new: no sender is slowed down
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = f"Customer {writer} <{sender}>", f"Help <{TO}>"
    mail["Message-ID"] = f"<{number}.{run}@people.example>"
    mail["Date"] = "Sun, 22 Nov 2026 08:00:00 +0700"
    subject = f"About my order {writer}"
    mail["Subject"] = subject if answered is None else f"Re: {subject}"
    text = _text(chance)
    if answered is not None:
        mail["In-Reply-To"] = mail["References"] = f"<{answered}.{run}@people.example>"
        text += "\n\nOn Sunday, Customer wrote:\n> " + _text(chance).replace("\n", "\n> ")
    if kind == 7:
        mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(text)
    if kind in {1, 5}:
        mail.add_alternative(f"<html><body><p>{text}</p><p><b>Regards</b></p></body></html>", subtype="html")
    if kind == 3:
        data = chance.randbytes(chance.choice(FILE_SIZES))
        mail.add_attachment(data, maintype="image", subtype="jpeg", filename="photo.jpg")
    return Mail(sender=sender, raw=mail.as_bytes())


def _text(chance: random.Random) -> str:
    lines = (" ".join(chance.choices(WORDS, k=12)) for _ in range(chance.randint(3, 9)))
    return "Hello,\n\n" + "\n".join(lines)
