"""A reply on its way to a provider of chats: part after part, each written down as soon as it is known.

A kind says what the parts are and how one is sent (Provider). What failed in the middle goes on after the
parts that certainly went out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from channels_in.actions.keep_parts import begin_part, keep_parts, note_part
from channels_in.models import Connection
from channels_in.outcomes import InDoubt, NotSent, Outcome, Sent
from tickets.capabilities import Capabilities
from tickets.models import Attachment, Delivery, DeliveryPart, Message

BESIDE = frozenset({"reaction", "template", "offer"})
OUT = {Delivery.Status.SENT, Delivery.Status.DELIVERED, Delivery.Status.READ}
JOINER = "\u200d"
# They belong to the sign before them: variants, colours of skin.
JOINED = {JOINER, "\ufe0e", "\ufe0f", *map(chr, range(0x1F3FB, 0x1F400))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What becomes one message at the provider: words, or a file with the words that go under it."""

    text: str = ""
    file: Attachment | None = None
    replies_to: str = ""  # the provider's id
    reaction: str = ""  # an emoji to that message, and nothing else
    extra: Mapping[str, Any] = field(
        default_factory=dict
    )  # what the words offer, or the template they are of
    scores: Mapping[int, str] = field(default_factory=dict)  # buttons that answer a survey: score → its id


class Provider(Protocol):
    @property
    def is_repeatable(self) -> bool:
        """It knows a request again, so that one which may have arrived is safely made once more."""

    def parts_of(self, message: Message) -> Sequence[Part]: ...

    def prepare(self, part: Part, row: DeliveryPart) -> Outcome | None:
        """What may be done twice without harm, like an upload, before anything leaves. `row.file` is kept."""

    def send(self, part: Part, row: DeliveryPart, *, to: str) -> Outcome: ...


@dataclass(slots=True)
class ChatSender:
    connection: Connection | None
    provider: Provider
    close: Callable[[], None] = field(default=lambda: None)

    @property
    def is_repeatable(self) -> bool:
        return self.provider.is_repeatable

    def send(self, delivery: Delivery, *, begin: Callable[[], None]) -> Outcome:
        message = delivery.message
        to = _address_in(message)
        if not to:
            return NotSent(reason="no_recipient", permanent=True)
        parts = list(self.provider.parts_of(message))
        rows = keep_parts(delivery, len(parts))
        for part, row in zip(parts, rows, strict=True):
            if row.status not in OUT:
                outcome = self._send_one(part, row, to=to, begin=begin)
                if not isinstance(outcome, Sent):
                    return outcome
        return Sent(provider_id=rows[0].provider_id)

    def _send_one(self, part: Part, row: DeliveryPart, *, to: str, begin: Callable[[], None]) -> Outcome:
        if failed := self.provider.prepare(part, row):
            return failed
        begin_part(row)
        begin()
        outcome = self.provider.send(part, row, to=to)
        note_part(row, outcome)
        return outcome


def split(message: Message, can: Capabilities, *, text: str, captioned: Collection[str] = ()) -> list[Part]:
    """Words as short as one message may be, then a message a file; short words go under the first file of a
    kind that can carry them (`captioned`: first halves of types, "document" for the rest).
    """
    beside = _beside(message)
    if beside.get("kind") == "reaction":
        return [Part(reaction=str(beside["emoji"]), replies_to=str(beside["of"]))]
    if beside.get("kind") == "template":
        return [Part(text=message.text, extra=beside)]
    files = list(message.attachments.order_by("pk"))
    replies_to = message.replies_to.provider_id if message.replies_to else ""
    words = list(pieces(text, can.max_part, size=can.size)) if text.strip() else []
    caption = ""
    if (
        not beside
        and files
        and len(words) == 1
        and can.size(words[0]) <= can.max_caption
        and _carries(files[0], captioned)
    ):
        caption, words = words[0], []
    parts = [Part(text=piece) for piece in words]
    parts += [Part(file=file, text=caption if n == 0 else "") for n, file in enumerate(files)]
    return [replace(parts[0], replies_to=replies_to, extra=beside), *parts[1:]] if parts else []


def _beside(message: Message) -> Mapping[str, Any]:
    """What is sent otherwise than words and files are."""
    ours: list[dict[str, Any]] = [one for one in message.extras if one.get("kind") in BESIDE]
    return ours[0] if ours else {}


def pieces(text: str, longest: int, *, size: Callable[[str], int] = len) -> Iterator[str]:
    """Cut where a reader would: after a paragraph, a line, a word, and only then in the middle of one.
    `size`: how the provider measures.
    """
    rest = text.strip()
    while size(rest) > longest:
        end = _fitting(rest, longest, size)
        cut = next((at for mark in ("\n\n", "\n", " ") if (at := rest.rfind(mark, 0, end)) > 0), end)
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest


def _fitting(text: str, longest: int, size: Callable[[str], int]) -> int:
    """How many characters are not too long; what is drawn as one sign stays together, if that helps."""
    end = min(len(text), longest)
    while (over := size(text[:end]) - longest) > 0:
        end -= max(1, over // 4)  # no measure counts a character more than four times
    whole = end
    while 0 < whole < len(text) and _is_inside(text, whole):
        whole -= 1
    return whole if whole > 0 else max(end, 1)


def _is_inside(text: str, at: int) -> bool:
    """Not before a sign but in the middle of it."""
    return text[at] in JOINED or text[at - 1] == JOINER or bool(unicodedata.combining(text[at]))


def _carries(file: Attachment, captioned: Collection[str]) -> bool:
    first = file.content_type.partition("/")[0]
    return first in captioned or (first not in {"audio", "image", "video"} and "document" in captioned)


def _address_in(message: Message) -> str:
    to = message.recipients.get("to") or [["", ""]]
    return str(to[0][1])


def in_doubt_or_not(*, was_sent: bool, detail: str) -> Outcome:
    """Of a provider that did not answer: whether it can have the message at all."""
    if was_sent:
        return InDoubt(reason="interrupted", detail=detail)
    return NotSent(reason="unreachable", detail=detail)
