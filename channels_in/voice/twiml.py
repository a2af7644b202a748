"""Twilio's markup: what a caller hears and what happens next. Only what we use of it, always with an action.

Source: twilio.com/docs/voice/twiml and the pages of each verb. Addresses are absolute and have no query: the
provider sorts that anew before it signs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from channels_in.voice.phone import LOCALES, NOTICE, Phone

LONGEST = 4000  # characters that are spoken; the provider takes 4096
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CHOICE_SECONDS, TYPING_SECONDS = 6, 8


def response(*verbs: Element) -> str:
    root = Element("Response")
    root.extend(verbs)
    return '<?xml version="1.0" encoding="UTF-8"?>' + ElementTree.tostring(root, encoding="unicode")


def say(phone: Phone, language: str, words: str) -> Element:
    return _verb("Say", {"language": LOCALES[language], "voice": phone.voice(language)}, words[:LONGEST])


def play(url: str) -> Element:
    return _verb("Play", {}, url)


def pause(seconds: int) -> Element:
    return _verb("Pause", {"length": str(seconds)})


def redirect(phone: Phone, path: str) -> Element:
    return _verb("Redirect", {"method": "POST"}, phone.url(path))


def hangup() -> Element:
    return _verb("Hangup", {})


def reject() -> Element:
    return _verb("Reject", {"reason": "rejected"})


def leave() -> Element:
    return _verb("Leave", {})


def choice(phone: Phone, path: str, *inside: Element) -> Element:
    """One key. Nothing pressed comes to the same address."""
    return _gather(phone, path, {"numDigits": "1", "finishOnKey": "", "timeout": str(CHOICE_SECONDS)}, inside)


def typed(phone: Phone, path: str, *inside: Element) -> Element:
    """Several keys, ended by #."""
    return _gather(phone, path, {"finishOnKey": "#", "timeout": str(TYPING_SECONDS)}, inside)


def wish(phone: Phone, path: str, *inside: Element) -> Element:
    """A key that may be pressed while something plays; nothing pressed goes on."""
    given = {"input": "dtmf", "numDigits": "1", "finishOnKey": "", "timeout": "1", "action": phone.url(path)}
    element = _verb("Gather", {**given, "method": "POST"})
    element.extend(inside)
    return element


def enqueue(phone: Phone, name: str, *, action: str, wait: str) -> Element:
    given = {
        "action": phone.url(action),
        "waitUrl": phone.url(wait),
        "method": "POST",
        "waitUrlMethod": "POST",
    }
    return _verb("Enqueue", given, name)


def dial_queue(phone: Phone, name: str, *, action: str, url: str, recording: str = "") -> Element:
    """The agent's side: whoever waits there, or nobody after ten seconds."""
    dial = _verb(
        "Dial",
        {"action": phone.url(action), "method": "POST", "timeout": "10", **_recorded(phone, recording)},
    )
    dial.append(_verb("Queue", {"url": phone.url(url), "method": "POST"}, name))
    return dial


def dial_number(phone: Phone, number: str, *, action: str, status: str) -> Element:
    given = {"action": phone.url(action), "method": "POST", "timeout": "25", "callerId": phone.number}
    dial = _verb("Dial", given)
    told = {
        "statusCallback": phone.url(status, fragment=NOTICE),
        "statusCallbackMethod": "POST",
        "statusCallbackEvent": "initiated ringing answered completed",
    }
    dial.append(_verb("Number", told, number))
    return dial


def record(phone: Phone, *, action: str, status: str) -> Element:
    return _verb(
        "Record",
        {
            "action": phone.url(action),
            "method": "POST",
            "maxLength": "180",
            "timeout": "5",
            "finishOnKey": "#",
            "playBeep": "true",
            "trim": "trim-silence",
            "recordingStatusCallback": phone.url(status, fragment=NOTICE),
            "recordingStatusCallbackMethod": "POST",
            "recordingStatusCallbackEvent": "completed absent",
        },
    )


def _gather(phone: Phone, path: str, given: Mapping[str, str], inside: tuple[Element, ...]) -> Element:
    always = {"input": "dtmf", "actionOnEmptyResult": "true", "action": phone.url(path), "method": "POST"}
    element = _verb("Gather", {**always, **given})
    element.extend(inside)
    return element


def _recorded(phone: Phone, path: str) -> dict[str, str]:
    if not path:
        return {}
    return {
        "record": "record-from-answer-dual",
        "recordingStatusCallback": phone.url(path, fragment=NOTICE),
        "recordingStatusCallbackMethod": "POST",
        "recordingStatusCallbackEvent": "completed absent",
    }


def _verb(name: str, attributes: Mapping[str, str], text: str = "") -> Element:
    element = Element(name, dict(attributes))
    if text:
        element.text = NO_XML.sub(" ", text)
    return element
