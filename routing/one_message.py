"""What the live rules and the draft would make of one message that nobody has written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from helpdesk.lib.language import told_by
from people.calendar import is_open
from routing.as_they_came import world
from routing.calendars import load_hours
from routing.dry_run_result import Named
from routing.matched_words import matched_words
from routing.replay import Replayed, World, replay
from routing.rule_sets import Entry, draft_rules, live_rules, readable
from routing.snapshot import Snapshot
from tickets.models import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    team: str
    priority: str
    category: str
    tags: str
    rules: list[SafeString]  # those that matched, with why


def try_message(*, channel: Channel, tier: str, subject: str, text: str, at: datetime) -> dict[str, Tried]:
    hours = load_hours([channel.calendar_id])[channel.calendar_id]
    snapshot = Snapshot(
        subject=subject,
        text=text,
        channel=channel.pk,
        channel_kind=channel.kind,
        customer_tier=tier,
        language=told_by(text).to_answer_in or channel.language,
        team=channel.team_id,
        is_open=is_open(hours.calendar, at),
        hour=at.astimezone(hours.calendar.zone).hour,
    )
    around, names = world(), Named()
    sets = {"live": live_rules(), "draft": draft_rules()}
    return {name: _in_words(_replayed(snapshot, rules, around), names) for name, rules in sets.items()}


def _replayed(snapshot: Snapshot, rules: list[Entry], around: World) -> Replayed:
    return replay(snapshot, list(readable(rules)), around)


def _in_words(replayed: Replayed, names: Named) -> Tried:
    said = {field: names.of(field, held) for field, held in replayed.outcome.as_data().items()}
    matched = replayed.classification.matched
    return Tried(
        **said,
        rules=[
            matched_words(one.name, [reason.as_data() for reason in one.reasons if reason.held])
            for one in matched
        ],
    )
