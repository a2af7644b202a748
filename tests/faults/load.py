"""A sender as the world has them: tries again until it is told 250, and sends some things twice."""

from __future__ import annotations

import random
import smtplib
import threading
import time
import uuid
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import EmailMessage

PATIENCE = 120.0  # seconds a sender keeps trying one mail


@dataclass
class Sent:
    """By its marker: how often each mail was accepted."""

    accepted: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    tries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def a_mail(marker: str, *, sender: str, to: str = "help@bench.example") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = f"About {marker}"
    mail["Message-ID"] = f"<{marker}@people.example>"
    mail["Date"] = "Sun, 22 Nov 2026 08:00:00 +0700"
    mail.set_content(f"Where is my parcel? The number is {marker}.")
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def markers(count: int) -> list[str]:
    return [f"mk{uuid.uuid4().hex}" for _ in range(count)]


def send_all(
    port: int, wanted: Iterable[str], *, seconds: float, chance: random.Random, together: int = 8
) -> Sent:
    """Spread over so many seconds, a fifth of them sent twice, a few senders in bursts."""
    wanted = list(wanted)
    jobs = sorted(
        (chance.uniform(0, seconds), marker) for marker in wanted + chance.sample(wanted, len(wanted) // 5)
    )
    sent, began = Sent(), time.monotonic()

    def job(at: float, marker: str) -> None:
        time.sleep(max(0.0, began + at - time.monotonic()))
        sender = f"customer{int(marker[2:6], 16) % 50}@people.example"
        _until_accepted(port, marker, a_mail(marker, sender=sender), sender, sent)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: job(*one), jobs))
    return sent


def _until_accepted(port: int, marker: str, raw: bytes, sender: str, sent: Sent) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with sent.lock:
            sent.tries += 1
        try:
            with smtplib.SMTP("127.0.0.1", port, timeout=15) as smtp:
                smtp.sendmail(sender, ["help@bench.example"], raw)
        except (OSError, smtplib.SMTPException):
            time.sleep(0.3)  # a temporary refusal, a cut connection, a server that starts again
        else:
            with sent.lock:
                sent.accepted[marker] = sent.accepted.get(marker, 0) + 1
            return
    with sent.lock:
        sent.refused.append(marker)
