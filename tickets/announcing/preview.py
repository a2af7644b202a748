"""What answering all incidents would do, before it is done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from helpdesk.lib.asked_once import asking_once
from people.models import Agent
from people.models.company import LANGUAGES
from tickets.announcing.going_on import going_on
from tickets.announcing.reach import Reach, reaches
from tickets.announcing.texts import language_of, words_for
from tickets.announcing.words import reason_words
from tickets.capabilities import capabilities_of
from tickets.models import Channel, MessageTemplate, Ticket
from tickets.template_filling import Slot, slots_of

MOST = 1000  # at once: the oldest
SHOWN = 50  # of those that are not reached, a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """`number` of messages; `templates`: of these, by an approved template instead of the words."""

    channel: Channel
    number: int
    templates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    ticket: Ticket
    channel: Channel
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """A channel of which some windows have shut, and what may be sent there all the same."""

    channel: Channel
    number: int
    templates: Sequence[MessageTemplate]
    chosen: MessageTemplate | None

    @property
    def slots(self) -> list[Slot]:
        return slots_of(self.chosen) if self.chosen else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was typed so far. `templates`: the chosen one by channel."""

    texts: Mapping[str, str]
    templates: Mapping[int, int]


NOTHING = Said(texts={}, templates={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    reaches: Sequence[Reach]
    going: Sequence[Going]
    number: int  # of incidents that are answered
    customers: int  # of whom they are
    left: Sequence[Left]
    shut: Sequence[Shut]
    languages: Sequence[tuple[str, str, int]]  # code, name, how many customers are written to in it
    escalated: int  # of those that are answered, on which another function still works
    going_on: int  # how many of its tickets that is
    done: int  # resolved already: they get nothing
    unseen: int  # of teams whose tickets the viewer does not see
    too_many: int  # left for the next time

    @property
    def messages(self) -> int:
        return sum(one.number for one in self.going)

    @property
    def seen(self) -> str:
        """What the form sends back: each ticket with the customer's newest message that was there."""
        return ",".join(f"{one.ticket.pk}.{one.seen}" for one in self.reaches)


def preview(problem: Ticket, *, agent: Agent, said: Said = NOTHING) -> Preview:
    """The same number of queries for one incident and for a thousand."""
    incidents = Ticket.objects.filter(problem=problem)
    visible = incidents.visible_to(agent)
    waiting = visible.active().select_related("customer", "channel").order_by("pk")
    number = waiting.count()
    found = reaches(list(waiting[:MOST]))
    shut = _shut(found, said)
    chosen = {one.channel.pk for one in shut if one.chosen}
    with asking_once():
        why = {one.ticket.pk: _why_left(one, chosen, said, agent) for one in found}
    goes = [one for one in found if not why[one.ticket.pk]]
    seen_number = visible.count()
    asked = Counter(going_on(problem.pk, *(one.ticket for one in goes)).values_list("parent", flat=True))
    return Preview(
        reaches=found,
        going=_going(_carriers(goes)),
        number=len(goes),
        customers=len({one.ticket.customer_id for one in goes}),
        left=[
            Left(ticket=one.ticket, channel=one.channel, reason=reason_words(why[one.ticket.pk]))
            for one in found
            if why[one.ticket.pk]
        ],
        shut=shut,
        languages=_languages(found),
        escalated=len(asked),
        going_on=sum(asked.values()),
        done=seen_number - number,
        unseen=incidents.count() - seen_number,
        too_many=max(0, number - MOST),
    )


def _why_left(one: Reach, chosen: set[int], said: Said, agent: Agent) -> str:
    if one.shut == "window_closed" and capabilities_of(one.channel).has_templates:
        return "" if one.channel.pk in chosen else "no_template"
    if one.shut:
        return one.shut
    text = said.texts.get(language_of(one.ticket, one.channel), "")
    can = capabilities_of(one.channel)
    return "too_long" if can.size(words_for(text, one.ticket, agent=agent)) > can.max_text else ""


def _carriers(goes: Sequence[Reach]) -> list[Reach]:
    """The newest incident of each customer's address: what tickets/announcing/told.py will find."""
    newest = {}
    for one in sorted(goes, key=lambda one: one.ticket.pk):
        newest[one.ticket.customer_id, one.channel.pk, one.address.lower()] = one
    return list(newest.values())


def _going(goes: Sequence[Reach]) -> list[Going]:
    def channel_of(one: Reach) -> int:
        return one.channel.pk

    rows = []
    for _pk, group in groupby(sorted(goes, key=channel_of), key=channel_of):
        those = list(group)
        shut = sum(bool(one.shut) for one in those)
        rows.append(Going(channel=those[0].channel, number=len(those), templates=shut))
    return sorted(rows, key=lambda one: -one.number)


def _shut(found: Sequence[Reach], said: Said) -> list[Shut]:
    """One query, and none where every window is open."""
    late = [
        one for one in found if one.shut == "window_closed" and capabilities_of(one.channel).has_templates
    ]
    channels = {one.channel.pk: one.channel for one in late}
    approved = MessageTemplate.objects.sendable().filter(channel__in=channels) if channels else ()
    able = [one for one in approved if one.can_be_filled]
    shut = []
    for pk, channel in channels.items():
        theirs = [one for one in able if one.channel_id == pk]
        chosen = next((one for one in theirs if one.pk == said.templates.get(pk)), None)
        number = sum(one.channel.pk == pk for one in late)
        shut.append(Shut(channel=channel, number=number, templates=theirs, chosen=chosen))
    return shut


def _languages(found: Sequence[Reach]) -> list[tuple[str, str, int]]:
    """Only those that occur among whom words can reach. Who has several incidents is one customer."""
    theirs: defaultdict[str, set[int]] = defaultdict(set)
    for one in found:
        if not one.shut:
            theirs[language_of(one.ticket, one.channel)].add(one.ticket.customer_id)
    return [(code, str(name), len(theirs[code])) for code, name in LANGUAGES if code in theirs]
