"""How well the newly written part of a reply is found, by the expectations of two other projects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from channels_in.mail.html_to_text import html_to_text
from channels_in.mail.read import read_mail
from channels_in.mail.reply_text import split_reply
from channels_in.mail.safe_html import sanitise
from channels_in.messages import Segment, SegmentKind
from tests.channels_in.mail.corpus import corpora, expectations
from tests.channels_in.mail.scores import Score


@dataclass(frozen=True, slots=True)
class Reply:
    name: str
    text: str
    segments: tuple[Segment, ...]
    expected: str
    ignores_space: bool = False

    def said(self, *kinds: SegmentKind) -> str:
        return "".join(segment.text for segment in self.segments if segment.kind in kinds).strip()

    @property
    def wordings(self) -> tuple[str, str]:
        """Newly written without and with its signature; of a bare forward, what it forwards."""
        new = self.said(SegmentKind.NEW) or self.said(SegmentKind.FORWARDED)
        return new, self.said(SegmentKind.NEW, SegmentKind.SIGNATURE) or new


def trimmer() -> Iterator[Reply]:
    folder = corpora()
    for name, expected in expectations("reply-trimmer").items():
        if folder:
            text = (folder / "emails" / "reply-trimmer" / name).read_bytes().decode()
            yield Reply(name, text, split_reply(text), str(expected["trimmed"]))


def talon() -> Iterator[Reply]:
    folder = corpora()
    for name, expected in expectations("reply-talon").items():
        if folder:
            raw = (folder / "emails" / "reply-talon" / name).read_bytes()
            ignores_space = expected["compare"] == "all whitespace removed"
            if name.endswith(".html"):
                text = html_to_text(sanitise(raw.decode(), {}).html)
                segments = split_reply(text)
            else:
                mail = read_mail(raw, mailbox="support@example.com")
                text, segments = mail.text, mail.segments
            yield Reply(name, text, segments, str(expected["reply_text"]), ignores_space)


def exact_score(replies: Iterator[Reply]) -> Score:
    score = Score()
    for reply in replies:
        shape = _without_space if reply.ignores_space else _without_line_ends
        score.count(shape(reply.expected) in map(shape, reply.wordings), reply.name)
    return score


def words_score(replies: Iterator[Reply]) -> Score:
    """No word that the customer is known to have written may be missing."""
    score = Score()
    for reply in replies:
        have = reply.wordings[1].split()
        score.count(all(word in have for word in reply.expected.split()), reply.name)
    return score


def _without_line_ends(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _without_space(text: str) -> str:
    return re.sub(r"\s+", "", text)
