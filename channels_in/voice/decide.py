"""What becomes of a notice. States only rise, so nothing here minds the order or how often it is told."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from channels_in.actions.keep_recording import keep_recording
from channels_in.actions.lose_voicemail import lose_voicemail
from channels_in.actions.note_missed_call import note_missed_call
from channels_in.actions.settle_leg import drop_leg, raise_leg, settle_leg
from channels_in.actions.try_call_back import conclude_try
from channels_in.items import Decision, Incoming, TooEarly, Unreadable, became, dead, ignored, updated
from channels_in.models import CallBackTry, Leg, Receipt, ReceiptItem
from channels_in.voice.asking import language_of, number_in
from channels_in.voice.door import NOTICES
from channels_in.voice.heard import MISSED_CALL, Heard
from channels_in.voice.phone import Phone
from events import actors
from tickets.actions.end_call import end_call
from tickets.models import Call

OVER = {"completed", "busy", "failed", "no-answer", "canceled"}
MISSED = {"busy": Leg.State.MISSED, "no-answer": Leg.State.MISSED, "failed": Leg.State.FAILED}
RISES = {"ringing": Leg.State.RINGING, "in-progress": Leg.State.ANSWERED}
SID = re.compile(r"RE[0-9a-fA-F]{32}")
LONGEST = 24 * 60 * 60


def decide(receipt: Receipt, incoming: Incoming, item: ReceiptItem) -> Decision:
    told = incoming.content
    if isinstance(told, Unreadable):
        return dead(told.reason, told.detail)
    if not isinstance(told, Heard):
        raise TypeError(f"{type(told).__name__} came about a call")
    if told.path == MISSED_CALL:
        return _missed(receipt, told, item)
    found = NOTICES.fullmatch(told.path)
    if found is None:
        return dead("invalid", told.path)
    if told.path == "ended":
        return _ended(receipt, told, item)
    if found["call"]:
        return _recorded(receipt, told, item, int(found["call"]))
    return _leg(receipt, told, item, int(found["leg"] or found["try"]), is_customer=bool(found["try"]))


def _ended(receipt: Receipt, told: Heard, item: ReceiptItem) -> Decision:
    if told.status not in OVER:
        return ignored("settled")
    call = Call.objects.filter(channel=item.channel_id, provider_id=told.fields["CallSid"]).first()
    if call is None:
        return _too_early(receipt, told)
    otherwise = Call.Outcome.CLOSED if call.place == "closed" else ""
    at = moment(told.fields.get("Timestamp", "")) or receipt.received_at
    by = actors.system("receipt", receipt.pk)
    ended = end_call(call, by=by, at=min(at, receipt.received_at), otherwise=otherwise)
    for leg in Leg.objects.filter(stay__call=call, state__in=Leg.LIVE[:3]).order_by("pk"):
        drop_leg(leg, by=by, at=receipt.received_at)
    return updated(call.message, reason="call_ended") if ended else ignored("settled")


def _missed(receipt: Receipt, told: Heard, item: ReceiptItem) -> Decision:
    started_at = moment(told.fields.get("StartTime", "")) or receipt.received_at
    number = number_in(told.fields.get("From", ""))
    call = note_missed_call(
        item.channel,
        provider_id=told.fields["CallSid"],
        number=number,
        language=language_of(item.channel, number),
        started_at=started_at,
        ended_at=moment(told.fields.get("EndTime", "")) or started_at,
        by=actors.system("receipt", receipt.pk),
        at=receipt.received_at,
    )
    return became(call.message) if call and call.message else ignored("settled")


def _recorded(receipt: Receipt, told: Heard, item: ReceiptItem, pk: int) -> Decision:
    call = Call.objects.filter(channel=item.channel_id, pk=pk).first()
    if call is None:
        return _too_early(receipt, told)
    sid, seconds = told.fields.get("RecordingSid", ""), whole(told.fields.get("RecordingDuration", ""))
    by = actors.system("receipt", receipt.pk)
    if told.status not in {"completed", ""} or not SID.fullmatch(sid) or seconds < 1:
        lost = told.status != "in-progress" and lose_voicemail(call, by=by, at=receipt.received_at)
        return updated(call.message, reason="no_recording") if lost else ignored("empty")
    is_talk = told.fields.get("RecordingSource") == "DialVerb"
    return keep_recording(
        call, item, recording=sid, seconds=seconds, is_talk=is_talk, by=by, at=receipt.received_at
    )


def _leg(receipt: Receipt, told: Heard, item: ReceiptItem, pk: int, *, is_customer: bool) -> Decision:
    leg = Leg.objects.select_related("agent").filter(channel=item.channel_id, pk=pk).first()
    if leg is None:
        return _too_early(receipt, told)
    by = actors.system("receipt", receipt.pk)
    if is_customer:
        return _customer(leg, told, item, by, receipt.received_at)
    if leg.provider_id and leg.provider_id != told.fields["CallSid"]:
        return ignored("settled")
    if told.status in OVER:
        state = MISSED.get(told.status, Leg.State.ENDED)
        changed = settle_leg(leg, state, by=by, at=receipt.received_at)
    else:
        state = RISES.get(told.status, Leg.State.CREATED)
        changed = raise_leg(leg, state, provider_id=told.fields["CallSid"])
    return updated(None, reason="leg") if changed else ignored("settled")


def _customer(leg: Leg, told: Heard, item: ReceiptItem, by: actors.Actor, at: datetime) -> Decision:
    """Of ringing the customer for a call-back: the question about its end says it as well."""
    if told.status not in OVER - {"completed"}:
        return ignored("settled")
    if not CallBackTry.objects.filter(leg=leg, result="").exists():
        return ignored("settled")
    concluded = conclude_try(
        leg,
        result=told.status,
        talked=0,
        provider_id=told.fields["CallSid"],
        phone=Phone.of(item.channel.connection),
        by=by,
        at=at,
    )
    return updated(None, reason="tried") if concluded else ignored("settled")


def _too_early(receipt: Receipt, told: Heard) -> Decision:
    if receipt.attempts < receipt.max_attempts:
        raise TooEarly(told.external_id)
    return ignored("unknown_call")


def moment(said: str) -> datetime | None:
    """RFC 2822; None for what is no time."""
    try:
        found = parsedate_to_datetime(said)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None


def whole(said: str) -> int:
    return min(int(said), LONGEST) if said.isascii() and said.isdigit() and len(said) < 10 else 0
