"""Who wrote to whom, when, and as an answer to what: the header of a mail, understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from channels_in.mail import cleaning
from channels_in.mail.addresses import addresses_of, parse_addresses
from channels_in.mail.headers import Headers, parse_date, plain
from channels_in.mail.reply_marks import is_answer_subject, is_forward_subject
from channels_in.mail.threads import ids_in, message_id_in
from channels_in.messages import Address, Note

_DELIVERED_TO = (
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-delivered-to",
    "x-forwarded-to",
)
_SUBJECT_LENGTH = 1000
_SPACES = re.compile(r"\s+")
LOOP_HEADER = "x-alur-loop"


@dataclass(frozen=True, slots=True)
class Envelope:
    from_: tuple[Address, ...]
    sender: Address
    sender_header: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    delivered_to: tuple[str, ...]
    return_path: str | None
    subject: str
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sent_at: datetime | None
    is_marked_spam: bool
    hops: int
    loop_marks: tuple[str, ...]
    notes: frozenset[Note]

    @property
    def is_answer(self) -> bool:
        """It says so itself: by the ids it answers, or by the Re: or Fwd: of its subject."""
        says_so = is_answer_subject(self.subject) or is_forward_subject(self.subject)
        return bool(self.in_reply_to or self.references) or says_so


def read_envelope(headers: Headers) -> Envelope:
    from_, _ = addresses_of(headers, "from")
    senders, _ = addresses_of(headers, "sender")
    reply_to, _ = addresses_of(headers, "reply-to")
    to, to_was_cut = addresses_of(headers, "to")
    cc, cc_was_cut = addresses_of(headers, "cc")
    return_path = _return_path(headers)
    sender = _sender(headers, (*from_, *senders, *reply_to), return_path)
    sent_at = parse_date(headers.raw_text("date"))
    notes = {
        Note.RECIPIENTS_CUT: to_was_cut or cc_was_cut,
        Note.FROM_MISSING: not from_,
        Note.DATE_UNREADABLE: headers.has("date") and sent_at is None,
    }
    return Envelope(
        from_=from_,
        sender=sender,
        sender_header=senders[0] if senders else None,
        reply_to=reply_to,
        to=to,
        cc=cc,
        delivered_to=_delivered_to(headers),
        return_path=return_path,
        subject=_SPACES.sub(" ", headers.text("subject"))[:_SUBJECT_LENGTH],
        message_id=message_id_in(headers.raw_text("message-id")),
        in_reply_to=ids_in(headers.raw_text("in-reply-to")),
        references=ids_in(headers.raw_text("references")),
        sent_at=sent_at,
        is_marked_spam=_is_marked_spam(headers),
        hops=len(headers.all("received")),
        loop_marks=tuple(cleaning.one_line(plain(value))[:200] for value in headers.all(LOOP_HEADER)[:20]),
        notes=frozenset(note for note, applies in notes.items() if applies),
    )


def _return_path(headers: Headers) -> str | None:
    """The envelope's sender; "" is the null sender of reports, None says that nothing is stated."""
    if not headers.has("return-path"):
        return None
    stated = headers.raw_text("return-path")
    found = next(parse_addresses(stated), None)
    return found.address if found else "" if stated.strip() == "<>" else None


def _sender(headers: Headers, candidates: tuple[Address, ...], return_path: str | None) -> Address:
    if candidates:
        return candidates[0]
    named = next(parse_addresses(headers.raw_text("from")), Address(address=""))
    return Address(address=return_path or "", name=named.name)


def _delivered_to(headers: Headers) -> tuple[str, ...]:
    found = (address.address for name in _DELIVERED_TO for address in addresses_of(headers, name)[0][:50])
    return tuple(dict.fromkeys(found))


def _is_marked_spam(headers: Headers) -> bool:
    return any(
        headers.text(name).lower().startswith("yes") for name in ("x-spam-flag", "x-spam-status", "x-spam")
    )
