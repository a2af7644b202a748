"""Callers choose when they are called back, and on which number: within opening hours only."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from channels_in.actions.book_call_back import book_call_back
from channels_in.actions.open_call_ticket import open_call_ticket
from channels_in.voice import voicemail
from channels_in.voice.asking import E164, Asking
from channels_in.voice.hours import Slot, slots
from channels_in.voice.phone import OFFERED
from channels_in.voice.spoken import Voice
from channels_in.voice.twiml import choice, hangup, redirect, response, typed
from events import actors
from tickets.actions.note_step import note_step
from tickets.models import Call

TRIES = 3


def begin_booking(asking: Asking, call: Call, *before: Element) -> str:
    found = _slots(asking, asking.at)
    if not found:  # it never opens
        return voicemail.prompt(asking, call, *before)
    # The moment is part of the address: who answers late still means what they heard.
    note_step(call, place=f"booking/{int(asking.at.timestamp())}")
    return _ask_time(asking, call, int(asking.at.timestamp()), 1, *before)


def choose_time(asking: Asking, heard: int, nth: int, **_none: str) -> str:
    call = asking.call()
    found = _slots(asking, datetime.fromtimestamp(heard, UTC))
    chosen = int(asking.digits) if asking.digits.isdigit() else 0
    if 1 <= chosen <= len(found):
        return _ask_number(asking, call, int(found[chosen - 1].starts_at.timestamp()), 1)
    if nth < TRIES:
        voice = Voice(asking.phone, call.language)
        wrong = [voice.says(voice.unknown_choice())] if asking.digits else []
        return _ask_time(asking, call, heard, nth + 1, *wrong)
    return (
        _ask_number(asking, call, int(found[0].starts_at.timestamp()), 1) if found else _goodbye(asking, call)
    )


def choose_number(asking: Asking, start: int, nth: int, **_none: str) -> str:
    call = asking.call()
    number = number_typed(asking.digits, country=asking.phone.countries[0]) if asking.digits else call.number
    if number and asking.phone.may_call(number):
        return _booked(asking, call, number, datetime.fromtimestamp(start, UTC))
    if nth < TRIES:
        voice = Voice(asking.phone, call.language)
        return _ask_number(asking, call, start, nth + 1, voice.says(voice.typed_wrongly()))
    return voicemail.prompt(asking, call)


def number_typed(digits: str, *, country: str) -> str:
    """E.164 of what was typed: as at home (0812…), or with the country. Nothing for what is no number."""
    if not digits.isdigit():
        return ""
    if digits.startswith("00"):
        number = "+" + digits[2:]
    elif digits.startswith("0"):
        number = f"+{country}{digits[1:]}"
    elif digits.startswith(country):
        number = "+" + digits
    else:
        number = f"+{country}{digits}"
    return number if E164.fullmatch(number) and len(number) >= 9 else ""


def _ask_time(asking: Asking, call: Call, heard: int, nth: int, *before: Element) -> str:
    voice = Voice(asking.phone, call.language)
    starts = [slot.starts_at for slot in _slots(asking, datetime.fromtimestamp(heard, UTC))]
    path = f"call/booking/{heard}/{nth}"
    asked = choice(asking.phone, path, voice.says(voice.times(starts, asking.channel)))
    return response(*before, asked, redirect(asking.phone, f"{path}/none"))


def _ask_number(asking: Asking, call: Call, start: int, nth: int, *before: Element) -> str:
    voice = Voice(asking.phone, call.language)
    known = call.number if asking.phone.may_call(call.number) else ""
    path = f"call/number/{start}/{nth}"
    asked = typed(asking.phone, path, voice.says(voice.which_number(known)))
    return response(*before, asked, redirect(asking.phone, f"{path}/none"))


def _booked(asking: Asking, call: Call, number: str, start: datetime) -> str:
    by = actors.system("call", call.pk)
    ticket = open_call_ticket(call, team=call.team or asking.channel.team, by=by, at=asking.at)
    call.refresh_from_db()
    slot = Slot(
        starts_at=start,
        ends_at=datetime.fromtimestamp(start.timestamp() + asking.phone.slot_minutes * 60, UTC),
    )
    promised = book_call_back(
        ticket,
        channel=asking.channel,
        number=number,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        language=call.language,
        by=actors.customer(ticket.customer),
        at=asking.at,
    )
    note_step(call, place="booked")
    voice = Voice(asking.phone, call.language)
    return response(voice.says(voice.booked(promised.starts_at, asking.channel)), hangup())


def _goodbye(asking: Asking, call: Call) -> str:
    voice = Voice(asking.phone, call.language)
    return response(voice.says(voice.thanks()), hangup())


def _slots(asking: Asking, after: datetime) -> list[Slot]:
    return slots(asking.channel, after=after, minutes=asking.phone.slot_minutes, most=OFFERED)
