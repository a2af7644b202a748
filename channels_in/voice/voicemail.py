"""A message after the tone. What was recorded comes by a notice of its own; here the caller is thanked."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from channels_in.voice.asking import Asking
from channels_in.voice.spoken import Voice
from channels_in.voice.twiml import hangup, record, response
from tickets.actions.note_step import note_step
from tickets.models import Call


def prompt(asking: Asking, call: Call, *before: Element) -> str:
    voice = Voice(asking.phone, call.language)
    note_step(call, place="voicemail")
    taken = record(asking.phone, action=f"call/recorded/{call.pk}", status=f"recording/{call.pk}")
    words = voice.says(voice.leave_message())
    return response(*before, words, taken, voice.says(voice.nothing_recorded()), hangup())


def recorded(asking: Asking, call: int) -> str:
    held = asking.call()
    if held.is_live and (asking.seconds("RecordingDuration") or 0) >= 1:
        note_step(held, place="voicemail_left")
    voice = Voice(asking.phone, held.language)
    return response(voice.says(voice.thanks()), hangup())
