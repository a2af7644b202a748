"""What callers are offered where nobody can talk with them: a call-back, a voicemail."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from channels_in.voice import voicemail
from channels_in.voice.asking import Asking
from channels_in.voice.booking import begin_booking
from channels_in.voice.spoken import Voice
from channels_in.voice.twiml import choice, hangup, redirect, response
from tickets.actions.note_step import note_step
from tickets.models import Call

BOTH = (("call_back", "1"), ("voicemail", "2"))


def closed(asking: Asking, call: Call) -> str:
    """Nobody is kept in a queue that nobody serves."""
    voice = Voice(asking.phone, call.language)
    words = asking.phone.said("closed", call.language) or voice.nobody_now("closed")
    note_step(call, place="closed")
    return offer_instead(asking, call, voice.says(words))


def offer_instead(asking: Asking, call: Call, *before: Element) -> str:
    """A call-back or a voicemail; goodbye where neither is offered."""
    phone, voice = asking.phone, Voice(asking.phone, call.language)
    offers = offers_of(asking)
    if not offers:
        return response(*before, voice.says(voice.thanks()), hangup())
    if len(offers) == 1 and offers[0][0] == "voicemail":
        return voicemail.prompt(asking, call, *before)
    path = f"call/instead/{call.pk}"
    return response(
        *before, choice(phone, path, voice.says(voice.offers(offers))), redirect(phone, f"{path}/none")
    )


def choose_instead(asking: Asking, call: int, **_none: str) -> str:
    """No key: a message can always be left."""
    held = asking.call()
    wish = next((wish for wish, digit in offers_of(asking) if digit == asking.digits), "")
    if wish == "call_back":
        return begin_booking(asking, held)
    if asking.phone.does("offers_voicemail", otherwise=True):
        return voicemail.prompt(asking, held)
    voice = Voice(asking.phone, held.language)
    return response(voice.says(voice.thanks()), hangup())


def offers_of(asking: Asking) -> list[tuple[str, str]]:
    return [(wish, digit) for wish, digit in BOTH if asking.phone.does(f"offers_{wish}", otherwise=True)]
