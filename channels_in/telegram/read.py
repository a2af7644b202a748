"""An update of the Telegram Bot API: one number, and at most one thing that happened.

Source: core.telegram.org/bots/api#update. The number counts for the bot, so it recognises what comes again;
a message is also known by its chat and its number there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from channels_in.chat.content import Nothing, Said
from channels_in.chat.reading import Data, document, name_of, part, unread, whole, words
from channels_in.items import Incoming
from channels_in.models import Connection, Receipt
from channels_in.telegram.api import call, token_of
from channels_in.telegram.messages import edit_in, message_in
from channels_in.telegram.presses import member_in, press_in
from channels_in.telegram.updates import NOT_PRIVATE
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from helpdesk.lib.guarded_http import TooLarge

PRESS = "callback_query"
SECONDS = 2.0  # for saying that we have seen it, which is only a courtesy
READERS: dict[str, Callable[[Data, str], Said | None]] = {
    "message": message_in,
    "edited_message": edit_in,
    PRESS: press_in,
    "my_chat_member": member_in,
}


def read(receipt: Receipt, raw: bytes) -> Sequence[Incoming]:
    body = document(raw)
    number = whole(body, "update_id")
    if body is None or number is None or number < 0:
        return [unread(raw, detail="An update without a number.")]
    name = name_of("update", number)
    said = _said_in(body, name)
    if said is None:
        return [unread(raw, detail="An update that lacks what all of its kind have.")]
    if PRESS in body and receipt.attempts <= 1:
        _answer(receipt, words(body, PRESS, "id", longest=200))
    return [Incoming(external_id=name, content=said)]


def _said_in(body: Data, name: str) -> Said | None:
    field = next((one for one in READERS if one in body), "")
    if field:
        return READERS[field](part(body, field), name)
    private = not any(one in body for one in NOT_PRIVATE)
    return Nothing(external_id=name, reason="unsupported" if private else "not_private")


def _answer(receipt: Receipt, press: str) -> None:
    """Else the app shows for a minute that it waits. Too late, or not at all: nobody misses it."""
    connection = Connection.objects.get(pk=receipt.origin.pk)
    with suppress(Unreachable, Forbidden, TooLarge):
        call("answerCallbackQuery", {"callback_query_id": press}, token=token_of(connection), seconds=SECONDS)
