"""A simulated customer's mailbox as threads, the way a mail program would show it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage, MIMEPart

from channels_in.mail.threads import ids_in
from channels_in.simulator.mailbox import Kept
from helpdesk.lib.subjects import plain_subject

QUOTE = re.compile(r"^>.*\n?", re.MULTILINE)
ATTRIBUTION = re.compile(r"^(On .* wrote:|Pada .* menulis:)\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMail:
    message_id: str
    at: datetime
    is_ours: bool  # the simulated customer's own
    name: str
    address: str
    answers_to: str
    subject: str
    text: str
    is_automatic: bool
    files: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Thread:
    key: str  # the Message-ID it began with
    mails: list[ShownMail] = field(default_factory=list)

    @property
    def subject(self) -> str:
        return plain_subject(self.mails[0].subject)

    @property
    def last(self) -> ShownMail:
        return self.mails[-1]

    @property
    def last_received(self) -> ShownMail | None:
        return next((mail for mail in reversed(self.mails) if not mail.is_ours), None)

    @property
    def other_side(self) -> str:
        """Where an answer on this thread goes."""
        received = self.last_received
        return received.answers_to if received else self.mails[0].answers_to


def threads_in(mails: Iterable[Kept]) -> list[Thread]:
    """Who wrote last comes first. A mail joins the thread of any mail it names."""
    by_id: dict[str, Thread] = {}
    found: list[Thread] = []
    for kept in mails:
        shown = _shown(kept)
        named = [*ids_in(kept.mail.get("In-Reply-To", "")), *ids_in(kept.mail.get("References", ""))]
        thread = next((by_id[message_id] for message_id in named if message_id in by_id), None)
        if thread is None:
            thread = Thread(key=shown.message_id)
            found.append(thread)
        thread.mails.append(shown)
        by_id[shown.message_id] = thread
    return sorted(found, key=lambda thread: thread.last.at, reverse=True)


def _shown(kept: Kept) -> ShownMail:
    mail = kept.mail
    name, address = _first(mail, "From")
    answers_to = _first(mail, "To")[1] if kept.is_ours else (_first(mail, "Reply-To")[1] or address)
    return ShownMail(
        message_id=next(iter(ids_in(mail.get("Message-ID", ""))), kept.at.isoformat()),
        at=kept.at,
        is_ours=kept.is_ours,
        name=name,
        address=address,
        answers_to=answers_to,
        subject=str(mail.get("Subject", "")),
        text=_words(mail),
        is_automatic=str(mail.get("Auto-Submitted", "no")).lower() != "no",
        files=tuple(part.get_filename() or "" for part in mail.iter_attachments()),
    )


def _first(mail: EmailMessage, name: str) -> tuple[str, str]:
    header = mail.get(name)
    addresses = getattr(header, "addresses", ())
    return (addresses[0].display_name, addresses[0].addr_spec) if addresses else ("", "")


def _words(mail: EmailMessage) -> str:
    """What was newly written; what it quotes is in the thread anyway."""
    body: MIMEPart | None = mail.get_body(("plain",))
    if body is None:
        return ""
    text = str(body.get_content()).replace("\r\n", "\n")
    return QUOTE.sub("", ATTRIBUTION.sub("", text)).strip()
