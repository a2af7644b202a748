"""What the provider would refuse of our markup. Source: the page of each verb below
twilio.com/docs/voice/twiml.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

KNOWN: dict[str, set[str]] = {
    "Say": {"language", "voice", "loop"},
    "Play": {"loop"},
    "Pause": {"length"},
    "Gather": {"input", "numDigits", "timeout", "finishOnKey", "actionOnEmptyResult", "action", "method"},
    "Enqueue": {"action", "method", "waitUrl", "waitUrlMethod"},
    "Leave": set(),
    "Dial": {
        "action", "method", "timeout", "callerId", "record", "recordingStatusCallback",
        "recordingStatusCallbackMethod", "recordingStatusCallbackEvent", "timeLimit",
    },
    "Queue": {"url", "method"},
    "Number": {"url", "method", "statusCallback", "statusCallbackMethod", "statusCallbackEvent"},
    "Record": {
        "action", "method", "maxLength", "timeout", "finishOnKey", "playBeep", "trim",
        "recordingStatusCallback", "recordingStatusCallbackMethod", "recordingStatusCallbackEvent",
    },
    "Redirect": {"method"},
    "Hangup": set(),
    "Reject": {"reason"},
}  # fmt: skip
WHILE_WAITING = {"Play", "Say", "Pause", "Hangup", "Redirect", "Leave", "Gather"}
NEEDS_ACTION = {"Gather", "Record", "Enqueue", "Dial"}
ADDRESSES = ("action", "waitUrl", "url", "statusCallback", "recordingStatusCallback")


def parsed(body: bytes, content_type: str, *, waits: bool) -> tuple[list[Element], list[str]]:
    """The verbs, and what is wrong with them."""
    faults = []
    if content_type.partition(";")[0].strip() not in {"text/xml", "application/xml"}:
        faults.append(f"12300 content type {content_type}")
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - our own markup, read by a stand-in for Twilio
    except ElementTree.ParseError as error:
        return [], [*faults, f"12100 {error}"]
    if root.tag != "Response":
        faults.append(f"12100 {root.tag}")
    return list(root), [*faults, *_faults(root, waits=waits)]


def _faults(root: Element, *, waits: bool) -> Iterator[str]:
    for verb in root.iter():
        if verb is root:
            continue
        if verb.tag not in KNOWN:
            yield f"12200 {verb.tag}"
            continue
        yield from (f"12200 {verb.tag} {name}" for name in verb.attrib if name not in KNOWN[verb.tag])
        if waits and verb.tag not in WHILE_WAITING:
            yield f"12200 {verb.tag} while waiting"
        if verb.tag in NEEDS_ACTION and not verb.get("action"):
            yield f"{verb.tag} asks the same address again for ever"
        addresses = [verb.get(name, "") for name in ADDRESSES if verb.get(name)]
        addresses += [verb.text or ""] if verb.tag in {"Redirect", "Play"} else []
        yield from (f"15004 {one}" for one in addresses if not _is_good(one))
        if verb.tag == "Say" and (not verb.get("language") or len(verb.text or "") > 4096):
            yield "13520 Say"


def _is_good(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not parts.query
