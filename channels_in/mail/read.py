"""One mail: from its raw bytes to an InboundMail. Start reading here.

mime         where the parts lie
bodies       which of them are text, which are files
attachments  names, true types, nested mails, invitations, winmail.dat
rendering    safe_html makes the HTML harmless, html_to_text takes its words
envelope     addresses, subject, ids, dates
reply_text   what is new, quoted, forwarded, a signature
bounce       is it a report about a mail of ours
automatic    did a machine write it

Pure: no clock, no network, no settings. It runs in a child process under limits (`child`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from channels_in.mail.attachments import Files, read_files
from channels_in.mail.authentication import results_of
from channels_in.mail.automatic import automatic_of
from channels_in.mail.bodies import Body, read_body
from channels_in.mail.bounce import bounce_of
from channels_in.mail.envelope import Envelope, read_envelope
from channels_in.mail.external_id import external_id
from channels_in.mail.failures import FailureReason, ParseFailed
from channels_in.mail.limits import MAIL_BYTES
from channels_in.mail.mime import take_apart
from channels_in.mail.rendering import Rendering, render, render_crudely
from channels_in.mail.reply_text import split_reply
from channels_in.messages import InboundAttachment, InboundMail, Segment, SegmentKind

_Content = tuple[Files, Rendering, tuple[Segment, ...]]


def read_mail(raw: bytes, *, mailbox: str) -> InboundMail:
    return _read(raw, mailbox=mailbox, read_content=_content)


def read_mail_crudely(raw: bytes, *, mailbox: str) -> InboundMail:
    """For a mail that broke its reader: no HTML parser, no foreign library, words and files as they lie."""
    return _read(raw, mailbox=mailbox, read_content=_crude_content)


def _content(body: Body, envelope: Envelope) -> _Content:
    files = read_files(body.files)
    rendering = render(body, files)
    segments = split_reply(rendering.text, subject=envelope.subject, is_answer=envelope.is_answer)
    return files, rendering, segments


def _crude_content(body: Body, envelope: Envelope) -> _Content:
    files = read_files(body.files, opens=False)
    rendering = render_crudely(body, files)
    return files, rendering, (Segment(kind=SegmentKind.NEW, text=rendering.text),)


def _read(raw: bytes, *, mailbox: str, read_content: Callable[[Body, Envelope], _Content]) -> InboundMail:
    _refuse(raw)
    root, notes = take_apart(raw)
    envelope = read_envelope(root.headers)
    body = read_body(root)
    files, rendering, segments = read_content(body, envelope)
    bounce = bounce_of(root, envelope, rendering.text)
    return InboundMail(
        external_id=external_id(raw, mailbox=mailbox),
        mailbox=mailbox,
        sender=envelope.sender,
        from_=envelope.from_,
        sender_header=envelope.sender_header,
        reply_to=envelope.reply_to,
        to=envelope.to,
        cc=envelope.cc,
        delivered_to=envelope.delivered_to,
        return_path=envelope.return_path,
        subject=envelope.subject,
        message_id=envelope.message_id,
        in_reply_to=envelope.in_reply_to,
        references=envelope.references,
        sent_at=envelope.sent_at,
        text=rendering.text,
        segments=segments,
        html=rendering.safe.html,
        has_remote_images=rendering.safe.has_remote_images,
        attachments=_marked_inline(files, rendering),
        automatic=automatic_of(root.headers, envelope=envelope, bounce=bounce),
        bounce=bounce,
        authentication=results_of(root.headers),
        is_marked_spam=envelope.is_marked_spam,
        hops=envelope.hops,
        loop_marks=envelope.loop_marks,
        notes=tuple(sorted(notes | body.notes | files.notes | rendering.notes | envelope.notes)),
    )


def _refuse(raw: bytes) -> None:
    if len(raw) > MAIL_BYTES:
        raise ParseFailed(FailureReason.TOO_LARGE, f"{len(raw)} bytes")
    if not raw.strip(b"\r\n\t \x00"):
        raise ParseFailed(FailureReason.EMPTY)


def _marked_inline(files: Files, rendering: Rendering) -> tuple[InboundAttachment, ...]:
    shown = rendering.safe.shown_attachments
    return tuple(
        replace(attachment, inline=True) if index in shown else attachment
        for index, attachment in enumerate(files.attachments)
    )
