"""Messages of ours to Telegram: sendMessage for words, sendPhoto and sendDocument for files.

Source: core.telegram.org/bots/api#sendmessage. No key keeps a request from being done twice
(tdlib/telegram-bot-api, issues 126 and 482), so what may have arrived is never repeated by itself. Nothing is
ever told of a message but that it was taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from channels_in.chat.plain_marks import as_plain
from channels_in.chat.reading import whole
from channels_in.chat.send import ChatSender, Part, in_doubt_or_not, split
from channels_in.models import Connection
from channels_in.outcomes import ChannelDown, InDoubt, NotSent, Outcome, Sent
from channels_in.surveys import ASKS, SCORES, choice_of, survey_in
from channels_in.telegram.api import Reply, call, token_of, upload
from channels_in.telegram.errors import Effect, Meaning, meaning_of
from channels_in.telegram.marks import as_html
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from helpdesk.lib.guarded_http import TooLarge
from tickets.capabilities import KINDS
from tickets.models import Channel, ChannelKind, DeliveryPart, Message

CAN = KINDS[ChannelKind.TELEGRAM]
CAPTIONED = ("image", "video", "audio", "document")
LARGEST_PHOTO = 10 * 1024 * 1024
PHOTOS = frozenset({"image/jpeg", "image/png"})
WAIT = timedelta(seconds=30)  # where it asks for patience without saying how long


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    part: Part
    to: str
    is_plain: bool = False
    is_document: bool = False

    @property
    def is_photo(self) -> bool:
        """Shown as a picture; it takes no large ones, and those that look odd it may refuse."""
        file = self.part.file
        small = file is not None and file.content_type in PHOTOS and file.size <= LARGEST_PHOTO
        return small and not self.is_document

    @property
    def method(self) -> str:
        if self.part.reaction:
            return "setMessageReaction"
        if self.part.file is None:
            return "sendMessage"
        return "sendPhoto" if self.is_photo else "sendDocument"

    @property
    def fields(self) -> dict[str, Any]:
        found: dict[str, Any] = {"chat_id": self.to}
        if words := self.part.text:
            found["text" if self.part.file is None else "caption"] = (
                as_plain(words) if self.is_plain else as_html(words)
            )
            found |= {} if self.is_plain else {"parse_mode": "HTML"}
        if self.part.scores:  # one row, each as wide as a thumb
            row = [{"text": str(n), "callback_data": name} for n, name in self.part.scores.items()]
            found["reply_markup"] = {"inline_keyboard": [row]}
        if self.part.file is None:
            found["link_preview_options"] = {"is_disabled": True}
        answered = self.part.replies_to.rpartition(":")[2]
        if self.part.reaction:
            liked = [{"type": "emoji", "emoji": self.part.reaction}]
            return {"chat_id": self.to, "message_id": int(answered or 0), "reaction": liked}
        if answered.isdecimal():
            found["reply_parameters"] = {"message_id": int(answered), "allow_sending_without_reply": True}
        return found


@dataclass(frozen=True, slots=True)
class Telegram:
    connection: Connection
    is_repeatable = False

    def parts_of(self, message: Message) -> Sequence[Part]:
        parts = split(message, CAN, text=message.text, captioned=CAPTIONED)
        if survey := survey_in(message, kinds=(ASKS,)):
            choices = {score: choice_of(survey, score) for score in SCORES}
            return [*parts[:-1], replace(parts[-1], scores=choices)]
        return parts

    def prepare(self, part: Part, row: DeliveryPart) -> Outcome | None:
        return None

    def send(self, part: Part, row: DeliveryPart, *, to: str) -> Outcome:
        request = _Request(part=part, to=to)
        try:
            reply = self._tell(request)
            if again := _otherwise(request, reply):
                reply = self._tell(again)
        except Unreachable as error:
            return in_doubt_or_not(was_sent=error.may_have_arrived, detail=str(error))
        except TooLarge as error:
            return InDoubt(detail=str(error))
        except Forbidden as error:
            return ChannelDown(reason="not_connected", problem="send_unreachable", detail=str(error))
        if part.reaction and reply.is_ok:
            return Sent()  # nothing that has a name of its own
        return outcome_of(reply, to)

    def _tell(self, request: _Request) -> Reply:
        token, file = token_of(self.connection), request.part.file
        if file is None:
            return call(request.method, request.fields, token=token)
        return upload(request.method, request.fields, file, field=_field(request), token=token)


@contextmanager
def sender_for(channel: Channel) -> Iterator[ChatSender]:
    connection = Connection.objects.get(channel=channel)
    yield ChatSender(connection, Telegram(connection))


def outcome_of(reply: Reply, to: str) -> Outcome:
    number = whole(reply.result, "message_id")
    if reply.is_ok and number:
        return Sent(provider_id=f"{to}:{number}")
    if reply.is_ok or (not reply.is_of_the_api and reply.status not in {413, 429}):
        return InDoubt(detail=f"HTTP {reply.status}")
    return _refused(reply, meaning_of(reply.code, reply.detail))


def _refused(reply: Reply, meaning: Meaning) -> Outcome:
    detail = f"{reply.code} {reply.detail}".strip()
    match meaning.effect:
        case Effect.DOWN:
            return ChannelDown(reason=meaning.reason, problem="send_token", detail=detail)
        case Effect.WAIT:
            wait = timedelta(seconds=reply.retry_after) or WAIT
            return ChannelDown(
                reason=meaning.reason, problem="send_throughput", detail=detail, retry_after=wait
            )
        case Effect.DOUBT:
            return InDoubt(detail=detail)
        case _:
            return NotSent(reason=meaning.reason, detail=detail, permanent=True)


def _otherwise(request: _Request, reply: Reply) -> _Request | None:
    """It was certainly refused, for how it was written: once more, in the simplest way."""
    if reply.is_ok or not reply.is_of_the_api:
        return None
    match meaning_of(reply.code, reply.detail).effect:
        case Effect.PLAIN if request.part.text:
            return replace(request, is_plain=True)
        case Effect.DOCUMENT if request.is_photo:
            return replace(request, is_document=True)
        case _:
            return None


def _field(request: _Request) -> str:
    return "photo" if request.is_photo else "document"
