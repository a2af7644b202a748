"""From parts of a mail to attachments: names, true types, nested mails, invitations, winmail.dat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from channels_in.mail import cleaning, tnef
from channels_in.mail.file_types import ending_for, type_of
from channels_in.mail.headers import split_headers
from channels_in.mail.invites import read_invite
from channels_in.mail.limits import ATTACHMENTS
from channels_in.mail.mime import Part
from channels_in.mail.parameters import split_value
from channels_in.messages import AttachmentKind, InboundAttachment, Note

_MESSAGES = frozenset({"message/rfc822", "message/global", "message/news"})
_INVITES = frozenset({"text/calendar", "application/ics"})
_GIVEN_NAMES = {
    "message/delivery-status": "delivery-status",
    "message/disposition-notification": "disposition-notification",
    "message/feedback-report": "feedback-report",
    "text/rfc822-headers": "headers",
    "text/calendar": "invite",
    "application/pgp-signature": "signature",
    "application/pkcs7-signature": "smime",
}


@dataclass(frozen=True, slots=True)
class Files:
    attachments: tuple[InboundAttachment, ...]
    references: dict[str, int]  # content id or location -> index
    text: str  # of a winmail.dat
    html: str
    notes: frozenset[Note]


def read_files(parts: Iterable[Part], *, opens: bool = True) -> Files:
    """`opens`: look into winmail.dat; else it stays a file."""
    found: list[InboundAttachment] = []
    references: dict[str, int] = {}
    notes: set[Note] = set()
    text = html = ""
    for part in parts:
        opened = _opened(part, notes) if opens else None
        if opened:
            text, html = text or opened.text, html or opened.html
        for attachment in _inside(opened) if opened else (_attachment(part, len(found) + 1),):
            if len(found) >= ATTACHMENTS:
                notes.add(Note.ATTACHMENTS_CUT)
                break
            for reference in (attachment.content_id, location_of(part)):
                references.setdefault(reference, len(found))
            found.append(attachment)
    references.pop("", None)
    return Files(tuple(found), references, text, html, frozenset(notes))


def location_of(part: Part) -> str:
    return part.headers.raw_text("content-location").strip('<>" ')


def file_name_of(part: Part) -> str:
    """The name its sender gave it, or ""."""
    _, parameters = split_value(part.headers.raw_text("content-disposition"))
    return cleaning.file_name(parameters.get("filename", "") or part.parameters.get("name", ""))


def _opened(part: Part, notes: set[Note]) -> tnef.Opened | None:
    is_claimed = part.content_type in tnef.TYPES or file_name_of(part).lower() == "winmail.dat"
    content = part.content() if is_claimed else b""
    if not content.startswith(tnef.SIGNATURE):
        return None
    opened = tnef.open_tnef(content)
    if opened is None:
        notes.add(Note.ATTACHMENT_UNREADABLE)
    return opened


def _inside(opened: tnef.Opened) -> Iterator[InboundAttachment]:
    for number, (name, content, content_id) in enumerate(opened.files, 1):
        content_type = type_of(content, "")
        yield InboundAttachment(
            name=cleaning.file_name(name) or f"attachment-{number}.{ending_for(content_type)}",
            content_type=content_type,
            content=content,
            content_id=content_id,
        )


def _attachment(part: Part, number: int) -> InboundAttachment:
    content = part.content()
    name = file_name_of(part)
    if part.content_type in _MESSAGES:
        return _nested(part, content, name)
    content_type = type_of(content, part.content_type)
    is_invite = (
        part.content_type in _INVITES or content_type == "text/calendar" or name.lower().endswith(".ics")
    )
    invite = read_invite(content, part.charset) if is_invite else None
    return InboundAttachment(
        name=name or _made_up_name(part, content_type, number),
        content_type=content_type,
        content=content,
        declared_type=part.content_type,
        content_id=_content_id(part),
        kind=AttachmentKind.INVITE if invite else AttachmentKind.FILE,
        title=invite.summary if invite else "",
        invite=invite,
    )


def _made_up_name(part: Part, content_type: str, number: int) -> str:
    """From whatever else the part says about itself."""
    if part.content_type in _GIVEN_NAMES:
        return f"{_GIVEN_NAMES[part.content_type]}.{ending_for(part.content_type)}"
    if part.content_type.startswith("image/"):
        return f"image.{ending_for(content_type)}"
    told = cleaning.file_name(location_of(part)) or cleaning.file_name(_content_id(part).partition("@")[0])
    name = told or f"attachment-{number}"
    return name if "." in name else f"{name}.{ending_for(content_type)}"


def _nested(part: Part, content: bytes, name: str) -> InboundAttachment:
    content = content.lstrip(b"\r\n")
    headers, _ = split_headers(content, 0, len(content))
    subject = headers.text("subject")
    return InboundAttachment(
        name=name or f"{cleaning.file_name(subject.replace('/', '-')) or 'message'}.eml",
        content_type="message/rfc822",
        content=content,
        declared_type=part.content_type,
        content_id=_content_id(part),
        kind=AttachmentKind.MESSAGE,
        title=subject[:500],
    )


def _content_id(part: Part) -> str:
    return part.headers.raw_text("content-id").strip().strip("<>").strip()[:500]
