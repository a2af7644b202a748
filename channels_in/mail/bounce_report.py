"""The machine-readable part of a delivery report (RFC 3464): one group of fields for each recipient."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from channels_in.mail import bounce_marks as marks
from channels_in.mail.addresses import parse_addresses
from channels_in.mail.headers import Headers, split_headers
from channels_in.messages import BouncedRecipient

_GROUPS = 200
_DIAGNOSTIC_LENGTH = 1000
_FAILED, _DELAYED = "failed", "delayed"
_ARRIVED = ("delivered", "relayed", "expanded")


@dataclass(frozen=True, slots=True)
class Report:
    failed: tuple[BouncedRecipient, ...]
    delayed: tuple[BouncedRecipient, ...]
    has_arrived: bool  # for at least one recipient
    original_message_id: str


def read_report(content: bytes) -> Report:
    by_action: dict[str, list[BouncedRecipient]] = {}
    original = ""
    for group in _groups(content):
        original = original or group.raw_text("x-original-message-id")
        recipient = _recipient(group)
        if recipient:
            by_action.setdefault(_action(group, recipient.status), []).append(recipient)
    return Report(
        failed=tuple(by_action.get(_FAILED, ())),
        delayed=tuple(by_action.get(_DELAYED, ())),
        has_arrived=any(action in by_action for action in _ARRIVED),
        original_message_id=original,
    )


def complaining_recipients(content: bytes) -> tuple[BouncedRecipient, ...]:
    """Whom a feedback report (RFC 5965) names, if it does."""
    fields, _ = split_headers(content.lstrip(b"\r\n"), 0, len(content))
    stated = fields.raw_text("original-rcpt-to") or fields.raw_text("removal-recipient")
    diagnostic = fields.text("feedback-type")
    return tuple(
        BouncedRecipient(address=found.address, diagnostic=diagnostic)
        for found in parse_addresses(stated)
        if found.address
    )


def _groups(content: bytes) -> Iterator[Headers]:
    position = 0
    for _ in range(_GROUPS):
        while content[position : position + 1] in (b"\r", b"\n", b" ", b"\t"):
            position += 1
        if position >= len(content):
            return
        group, following = split_headers(content, position, len(content))
        if following == position:  # a line that is no field: step over it
            following = content.find(b"\n", position) + 1 or len(content)
        position = following
        yield group


def _recipient(group: Headers) -> BouncedRecipient | None:
    stated = (
        _after_type(group.raw_text(name))
        for name in ("original-recipient", "final-recipient", "x-actual-recipient")
    )
    address = next(
        (found.address for value in stated for found in parse_addresses(value) if found.address), ""
    )
    if not address and not group.has("final-recipient"):
        return None
    diagnostic = _after_type(group.text("diagnostic-code"))[:_DIAGNOSTIC_LENGTH]
    status = marks.status_in(group.raw_text("status"))
    if not status or status.endswith(".0.0"):
        status = _refined(status, marks.status_in(diagnostic))
    return BouncedRecipient(address=address, status=status, diagnostic=diagnostic)


def _refined(status: str, told: str) -> str:
    """ "5.0.0" says nothing that "550 5.1.1 User unknown" does not say better."""
    return told if told and (not status or told[0] == status[0]) else status


def _after_type(value: str) -> str:
    """The value behind "rfc822;" or "smtp;"."""
    before, semicolon, after = value.partition(";")
    return after.strip() if semicolon and len(before) < 30 and " " not in before.strip() else value.strip()


def _action(group: Headers, status: str) -> str:
    stated = group.raw_text("action").strip().lower()
    stated = _FAILED if stated.startswith("expired") else stated
    for action in (_FAILED, _DELAYED, *_ARRIVED):
        if stated.startswith(action[:6]):
            return action
    return {"4": _DELAYED, "5": _FAILED}.get(status[:1], "")
