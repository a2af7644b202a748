"""What every door turns its deliveries into: plain frozen data, no database, no Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from channels_in.mail.machine import AuthenticationResult as AuthenticationResult
from channels_in.mail.machine import Automatic as Automatic
from channels_in.mail.machine import AutomaticKind as AutomaticKind
from channels_in.mail.machine import Bounce as Bounce
from channels_in.mail.machine import BouncedRecipient as BouncedRecipient
from channels_in.mail.machine import BounceKind as BounceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One mail address. `address` is bare (no name, no brackets), its domain in lower case."""

    address: str
    name: str = ""


class AttachmentKind(StrEnum):
    FILE = "file"
    MESSAGE = "message"  # a whole mail inside the mail, kept as .eml
    INVITE = "invite"  # a calendar invitation; `invite` says what it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """What a calendar invitation says. Times are as written when they name no time zone we know."""

    method: str  # REQUEST, CANCEL, REPLY, PUBLISH …
    summary: str = ""
    location: str = ""
    organizer: str = ""
    starts_at: str = ""  # ISO 8601: a date, a local time, or a time with its offset
    ends_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundAttachment:
    """A file that came with a message.

    `name` is for showing only (no path, no control, bidi or zero-width characters), never for the disk.
    `content_type` is read from the bytes; what the sender claimed stays in `declared_type`.
    """

    name: str
    content_type: str
    content: bytes
    declared_type: str = ""
    content_id: str = ""
    inline: bool = False  # the HTML body shows it by cid:
    kind: AttachmentKind = AttachmentKind.FILE
    title: str = ""  # the subject of a nested message, the summary of an invite
    invite: Invite | None = None

    @property
    def size(self) -> int:
        return len(self.content)


class Note(StrEnum):
    """What the reader had to cut, guess or leave out. Shown beside the message; the raw mail has it all."""

    HEADERS_CUT = "headers_cut"
    RECIPIENTS_CUT = "recipients_cut"
    PARTS_CUT = "parts_cut"
    NESTING_CUT = "nesting_cut"
    TEXT_CUT = "text_cut"
    HTML_AS_TEXT = "html_as_text"  # too deep or too large to sanitise: only its text is kept
    ATTACHMENT_UNREADABLE = "attachment_unreadable"
    ATTACHMENTS_CUT = "attachments_cut"
    CHARSET_GUESSED = "charset_guessed"
    DATE_UNREADABLE = "date_unreadable"
    FROM_MISSING = "from_missing"
    ENCRYPTED = "encrypted"
    READ_CRUDELY = "read_crudely"  # it broke its reader: words and files as they lie, nothing interpreted
    PARTIAL = "partial"  # one piece of a mail that its sender's program cut up


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """What all doors have in common. `text` is complete; `html`, if any, is sanitised already."""

    external_id: str
    sender: Address
    text: str = ""
    subject: str = ""
    html: str = ""
    attachments: tuple[InboundAttachment, ...] = ()
    sent_at: datetime | None = None  # as the sender claims, in UTC: show it, never start a clock from it
    notes: tuple[Note, ...] = ()

    @property
    def written_by(self) -> str:
        """Alike for what is from one customer."""
        return self.sender.address


class SegmentKind(StrEnum):
    NEW = "new"
    SIGNATURE = "signature"
    QUOTED = "quoted"
    FORWARDED = "forwarded"  # somebody else's words, but what the customer wants us to read


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMail(InboundMessage):
    """One mail, read. Its strings are free of NUL, lone surrogates and breaks that a header must not have.

    `sender` is whom we answer to as a person: the first From, else Sender, Reply-To or Return-Path; its
    address is empty if none exists. `segments` rejoin to `text` exactly.

    In `html`, an image that is attached reads `<img data-attachment="0">` (the index in `attachments`) and
    a remote one `<img data-remote-src="https://…">`; neither has a `src`, so nothing is fetched until the
    page that shows it decides (`helpdesk.lib.message_html`).
    """

    mailbox: str
    from_: tuple[Address, ...] = ()
    sender_header: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()  # Delivered-To, X-Original-To, Envelope-To: where it really went
    return_path: str | None = None  # None: not stated; "": the null sender
    message_id: str = ""  # bare, without angle brackets, as all ids here
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()  # oldest first
    segments: tuple[Segment, ...] = ()
    has_remote_images: bool = False
    automatic: Automatic | None = None
    bounce: Bounce | None = None
    authentication: tuple[AuthenticationResult, ...] = ()
    is_marked_spam: bool = False  # an X-Spam-Flag or X-Spam-Status header says yes
    hops: int = 0  # Received headers; a loop shows as many
    loop_marks: tuple[str, ...] = ()  # X-Alur-Loop: mail that an Alur sent

    @property
    def is_automatic(self) -> bool:
        return self.automatic is not None

    @property
    def thread_ids(self) -> tuple[str, ...]:
        """Message ids this mail may answer, the likeliest first, each once."""
        return tuple(dict.fromkeys((*self.in_reply_to, *reversed(self.references))))

    @property
    def new_text(self) -> str:
        """What the customer newly wrote, for classification and previews; of a bare forward, that."""
        return self._joined(SegmentKind.NEW) or self._joined(SegmentKind.FORWARDED)

    @property
    def signature_text(self) -> str:
        return self._joined(SegmentKind.SIGNATURE)

    @property
    def quoted_text(self) -> str:
        return self._joined(SegmentKind.QUOTED)

    @property
    def forwarded_text(self) -> str:
        return self._joined(SegmentKind.FORWARDED)

    def _joined(self, kind: SegmentKind) -> str:
        return "".join(segment.text for segment in self.segments if segment.kind is kind).strip()
