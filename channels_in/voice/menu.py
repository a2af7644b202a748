"""The voice menu: one step after the other, each asked at most three times. Where a caller is stands in the
address that is asked and, for sure, on the call: an old address does not lead back.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from channels_in.mail.spam import is_blocked
from channels_in.voice import voicemail
from channels_in.voice.asking import Asking
from channels_in.voice.booking import begin_booking
from channels_in.voice.hours import is_open_at
from channels_in.voice.instead import closed
from channels_in.voice.phone import Option, Step
from channels_in.voice.queueing import enqueue_for
from channels_in.voice.spoken import Voice
from channels_in.voice.twiml import choice, hangup, redirect, reject, response, typed
from people.models import Team
from tickets.actions.note_step import note_step
from tickets.models import Call

HIDDEN = "•••"  # what was typed in secret is kept nowhere

TRIES = 3


def start(asking: Asking) -> str:
    if asking.said("To") != asking.phone.number:
        return response(reject())
    call = asking.call()
    if not call.is_live:
        return response(hangup())
    if call.number and is_blocked(call.number):
        return response(reject())
    if not is_open_at(asking.channel, asking.at):
        return closed(asking, call)
    words = asking.phone.said("greeting", call.language)
    greeting = [Voice(asking.phone, call.language).says(words)] if words else []
    return ask_step(asking, call, 1, 1, *greeting)


def ask_step(asking: Asking, call: Call, number: int, nth: int, *before: Element) -> str:
    steps = asking.phone.steps
    if number > len(steps):
        return enqueue_for(asking, call, call.team or asking.channel.team, *before)
    step, voice = steps[number - 1], Voice(asking.phone, call.language)
    path = f"call/menu/{number}/{nth}"
    note_step(call, place=path)
    asked = (choice if step.kind == "choice" else typed)(asking.phone, path, voice.says(voice.step(step)))
    return response(*before, asked, redirect(asking.phone, f"{path}/none"))


def answer_step(asking: Asking, number: int, nth: int, **_none: str) -> str:
    call = asking.call()
    place = call.place.split("/")
    if not call.place:
        return enqueue_for(asking, call, asking.channel.team)  # we had lost the call: on to a person
    if place != ["call", "menu", str(number), str(nth)]:
        return again(asking, call)
    step = asking.phone.steps[number - 1] if number <= len(asking.phone.steps) else None
    if step is None:
        return ask_step(asking, call, number, 1)
    if step.kind == "choice":
        option = step.option(asking.digits)
        return (
            _chosen(asking, call, number, step, option) if option else _wrong(asking, call, step, number, nth)
        )
    if _is_answer(step, asking.digits):
        _keep(call, step, asking.digits)
        return ask_step(asking, call, number + 1, 1)
    return _wrong(asking, call, step, number, nth)


def again(asking: Asking, call: Call) -> str:
    """Where they are now, for whoever asks at an old address."""
    place = call.place.split("/")
    if place[:2] == ["call", "menu"]:
        return ask_step(asking, call, int(place[2]), int(place[3]))
    return enqueue_for(asking, call, call.team or asking.channel.team)


def _is_answer(step: Step, digits: str) -> bool:
    if not digits:
        return step.may_be_empty
    return digits.isdigit() and len(digits) <= step.longest


def _chosen(asking: Asking, call: Call, number: int, step: Step, option: Option) -> str:
    name = option.name.get(asking.channel.language) or next(iter(option.name.values()), option.digit)
    _keep(call, step, name)
    team = Team.objects.filter(pk=option.team, is_active=True).first() if option.team else None
    if team:
        note_step(call, team=team)
    match option.goes_to:
        case "voicemail":
            return voicemail.prompt(asking, call)
        case "call_back":
            return begin_booking(asking, call)
        case "queue":
            return enqueue_for(asking, call, call.team or asking.channel.team)
        case _:
            return ask_step(asking, call, number + 1, 1)


def _wrong(asking: Asking, call: Call, step: Step, number: int, nth: int) -> str:
    """Nothing pressed and something wrong are one count; who chose nothing is told of no mistake."""
    voice = Voice(asking.phone, call.language)
    if nth < TRIES:
        if step.kind != "choice":
            wrong = [voice.says(voice.typed_wrongly())]  # the hash key alone says nothing either
        else:
            wrong = [voice.says(voice.unknown_choice())] if asking.digits else []
        return ask_step(asking, call, number, nth + 1, *wrong)
    match asking.phone.gives_up:
        case "voicemail":
            return voicemail.prompt(asking, call)
        case "goodbye":
            return response(voice.says(voice.thanks()), hangup())
        case _:
            return enqueue_for(asking, call, call.team or asking.channel.team)


def _keep(call: Call, step: Step, value: str) -> None:
    answer = {"label": step.label, "value": HIDDEN if step.is_secret else value, "is_secret": step.is_secret}
    note_step(call, answer=answer)
