"""What each kind of channel does with what comes in and what goes out: a new kind is a line here and a
folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from channels_in import raw_store
from channels_in.api import adapter as api
from channels_in.api import send as api_send
from channels_in.chat import decide as chat
from channels_in.chat.content import Who
from channels_in.form import adapter as form
from channels_in.hooks.door import Door
from channels_in.instagram import send as instagram_send
from channels_in.items import Decision, Incoming, Unreadable
from channels_in.line import decide as line_decide
from channels_in.line import fetch as line_fetch
from channels_in.line import read as line
from channels_in.line import send as line_send
from channels_in.line.door import LineDoor
from channels_in.line.profile import profile_of as line_profile_of
from channels_in.mail import adapter as mail
from channels_in.mail import send as mail_send
from channels_in.messenger import send as messenger_send
from channels_in.meta.direct import decide as direct
from channels_in.meta.direct import fetch as direct_fetch
from channels_in.meta.direct.door import DirectDoor
from channels_in.meta.direct.profile import profile_of as direct_profile_of
from channels_in.meta.direct.read import read as read_direct
from channels_in.meta.door import MetaDoor
from channels_in.models import Connection, Receipt, ReceiptItem
from channels_in.outcomes import Outcome
from channels_in.sms import decide as sms
from channels_in.sms import fetch as sms_fetch
from channels_in.sms import read as sms_read
from channels_in.sms import send as sms_send
from channels_in.sms.door import SmsDoor
from channels_in.telegram import fetch as telegram_fetch
from channels_in.telegram import read as telegram
from channels_in.telegram import send as telegram_send
from channels_in.telegram.door import TelegramDoor
from channels_in.voice import decide as voice
from channels_in.voice import fetch as voice_fetch
from channels_in.voice import read as voice_read
from channels_in.voice import send as voice_send
from channels_in.voice.door import VoiceDoor
from channels_in.webchat import adapter as webchat
from channels_in.webchat import send as webchat_send
from channels_in.whatsapp import decide as whatsapp_decide
from channels_in.whatsapp import fetch as whatsapp_fetch
from channels_in.whatsapp import read as whatsapp
from channels_in.whatsapp import send as whatsapp_send
from tickets.models import Channel, ChannelKind, Delivery


class Sender(Protocol):
    """What a drain of one channel holds open while it sends."""

    @property
    def connection(self) -> Connection | None: ...

    def send(self, delivery: Delivery, *, begin: Callable[[], None]) -> Outcome:
        """`begin` is called before anything leaves that cannot be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    read: Callable[[Receipt, bytes], Sequence[Incoming]]  # with no transaction open; may take its time
    decide: Callable[[Receipt, Incoming, ReceiptItem], Decision]  # database only, all or nothing
    hold: Callable[[Receipt, Sequence[Incoming]], None]  # the claimable rows, before any ticket
    external_id_of: Callable[[Receipt, bytes], str]  # of a receipt that could not be read
    sender_for: Callable[[Channel], AbstractContextManager[Sender]]
    door: Door | None = None  # of providers that call us
    fetch: Callable[[Connection, dict[str, Any]], Iterator[bytes]] | None = None  # files they keep for us
    asks_who: Callable[[Connection, str], Who] | None = None  # where messages do not say who wrote


def _nothing(receipt: Receipt, found: Sequence[Incoming]) -> None:
    """A receipt of one item holds what it needs as it goes."""


KINDS: dict[str, Kind] = {
    ChannelKind.FORM: Kind(
        read=form.read,
        decide=form.decide,
        hold=_nothing,
        external_id_of=form.external_id_of,
        sender_for=mail_send.sender_for,  # who filled in a form is answered by mail
    ),
    ChannelKind.API: Kind(
        read=api.read,
        decide=api.decide,
        hold=api.hold,
        external_id_of=api.external_id_of,
        sender_for=api_send.sender_for,
    ),
    ChannelKind.WHATSAPP: Kind(
        read=whatsapp.read,
        decide=whatsapp_decide.decide,
        hold=chat.hold,
        external_id_of=api.external_id_of,
        sender_for=whatsapp_send.sender_for,
        door=MetaDoor(),
        fetch=whatsapp_fetch.fetch,
    ),
    ChannelKind.MESSENGER: Kind(
        read=read_direct,
        decide=direct.decide,
        hold=direct.hold,
        external_id_of=api.external_id_of,
        sender_for=messenger_send.sender_for,
        door=DirectDoor(),
        fetch=direct_fetch.fetch,
        asks_who=direct_profile_of,
    ),
    ChannelKind.INSTAGRAM: Kind(
        read=read_direct,  # one address of an app serves its pages and its accounts
        decide=direct.decide,
        hold=direct.hold,
        external_id_of=api.external_id_of,
        sender_for=instagram_send.sender_for,
        door=DirectDoor(),
        fetch=direct_fetch.fetch,
        asks_who=direct_profile_of,
    ),
    ChannelKind.TELEGRAM: Kind(
        read=telegram.read,
        decide=chat.decide,
        hold=chat.hold,
        external_id_of=api.external_id_of,
        sender_for=telegram_send.sender_for,
        door=TelegramDoor(),
        fetch=telegram_fetch.fetch,
    ),
    ChannelKind.LINE: Kind(
        read=line.read,
        decide=line_decide.decide,
        hold=chat.hold,
        external_id_of=api.external_id_of,
        sender_for=line_send.sender_for,
        door=LineDoor(),
        fetch=line_fetch.fetch,
        asks_who=line_profile_of,
    ),
    ChannelKind.SMS: Kind(
        read=sms_read.read,
        decide=sms.decide,
        hold=chat.hold,
        external_id_of=api.external_id_of,
        sender_for=sms_send.sender_for,
        door=SmsDoor(),
        fetch=sms_fetch.fetch,
    ),
    ChannelKind.WEBCHAT: Kind(
        read=webchat.read,
        decide=webchat.decide,
        hold=_nothing,
        external_id_of=webchat.external_id_of,
        sender_for=webchat_send.sender_for,
    ),
    ChannelKind.VOICE: Kind(
        read=voice_read.read,
        decide=voice.decide,
        hold=_nothing,
        external_id_of=api.external_id_of,
        sender_for=voice_send.sender_for,
        door=VoiceDoor(),
        fetch=voice_fetch.fetch,
    ),
    ChannelKind.MAIL: Kind(
        read=mail.read,
        decide=mail.decide,
        hold=_nothing,
        external_id_of=mail.external_id_of,
        sender_for=mail_send.sender_for,
    ),
}


def of(receipt: Receipt) -> Kind:
    return KINDS[receipt.origin.channel.kind]


def unread(receipt: Receipt) -> Incoming:
    """Stands for all that a receipt may hold when nobody could find out."""
    try:
        raw = raw_store.read(receipt)
    except OSError:  # its file is gone or unreadable: that may be why
        raw = b""
    problem = Unreadable(reason="unprocessed", detail=receipt.last_error)
    return Incoming(external_id=of(receipt).external_id_of(receipt, raw), content=problem)
