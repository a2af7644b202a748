"""What of a text is newly written, quoted, signed or forwarded."""

from __future__ import annotations

from channels_in.mail.reply_text import split_reply
from channels_in.messages import SegmentKind

NEW, QUOTED, SIGNATURE, FORWARDED = (
    SegmentKind.NEW,
    SegmentKind.QUOTED,
    SegmentKind.SIGNATURE,
    SegmentKind.FORWARDED,
)


def said(text: str, kind: SegmentKind = NEW, *, subject: str = "Re: Paket") -> str:
    return "".join(
        segment.text for segment in split_reply(text, subject=subject) if segment.kind is kind
    ).strip()
