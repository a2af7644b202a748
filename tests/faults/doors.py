"""The ways in, as a client uses them. `give` raises unless the product said that it has it."""

from __future__ import annotations

import http.client
import json
import smtplib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol

from channels_in.api.signature import sign
from helpdesk.bench.company import BenchCompany
from tests.faults.site import Site

PATIENCE = 15.0  # seconds for an answer
CUSTOMERS = 50
TROUBLE = (OSError, smtplib.SMTPException, http.client.HTTPException)


class NotTaken(OSError):
    pass


class Door(Protocol):
    at_once: int  # how many messages it takes together

    def give(self, markers: Sequence[str], *, key: str) -> None: ...


@dataclass(frozen=True)
class MailDoor:
    port: int
    at_once = 1

    def give(self, markers: Sequence[str], *, key: str) -> None:
        for marker in markers:
            sender = f"customer{customer_of(marker)}@people.example"
            self.hand_over(a_mail(marker, sender=sender), sender)

    def hand_over(self, raw: bytes, sender: str) -> None:
        with smtplib.SMTP("127.0.0.1", self.port, timeout=PATIENCE) as smtp:
            smtp.sendmail(sender, ["help@bench.example"], raw)


@dataclass(frozen=True)
class ApiDoor:
    port: int
    token: str
    secret: str
    at_once = 3

    def give(self, markers: Sequence[str], *, key: str) -> None:
        self.post([a_message(marker) for marker in markers], key=key)

    def post(self, messages: Sequence[dict[str, object]], *, key: str) -> None:
        body, now = json.dumps({"messages": messages}).encode(), int(time.time())
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": key,
            "Alur-Timestamp": str(now),
            "Alur-Signature": sign(self.secret, timestamp=now, signed=body),
        }
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request("POST", f"/hooks/{self.token}/", body, headers)
            answer = line.getresponse()
            said = answer.read()
        finally:
            line.close()
        if answer.status != 200:
            raise NotTaken(f"{answer.status} {said[:200]!r}")


def doors(site: Site, company: BenchCompany) -> list[Door]:
    return [MailDoor(site.smtp_port), api_door(site, company)]


def api_door(site: Site, company: BenchCompany) -> ApiDoor:
    connection = company.api.connection
    return ApiDoor(site.port, str(connection.token), connection.secrets["signing"][0])


def customer_of(marker: str) -> int:
    return int(marker[2:6], 16) % CUSTOMERS


def a_mail(marker: str, *, sender: str, to: str = "help@bench.example") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = f"About {marker}"
    mail["Message-ID"] = f"<{marker}@people.example>"
    mail["Date"] = "Sun, 22 Nov 2026 08:00:00 +0700"
    mail.set_content(text_of(marker))
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def a_message(marker: str, *, customer: str = "") -> dict[str, object]:
    known = customer or f"C-{customer_of(marker)}"
    return {"id": marker, "customer": {"id": known}, "text": text_of(marker)}


def text_of(marker: str) -> str:
    return f"Where is my parcel? The number is {marker}."
