"""Where the composer's next reply goes: by which channel, until when it may, and what goes there else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from helpdesk.lib.whole_number import whole_number
from people.models import Customer
from tickets.capabilities import Capabilities, capabilities_of
from tickets.channel_troubles import trouble_of
from tickets.late_answers import late_until
from tickets.models import Channel, Message, MessageTemplate, Ticket
from tickets.template_filling import Slot, slots_of
from tickets.ways import Way, all_ways_to
from tickets.windows import NEVER, closes_at

MOST_TEMPLATES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyChoice:
    """What an agent asked for in an address of a page; nothing: as usual."""

    channel: int | None = None
    answers: int | None = None
    template: int | None = None
    wants_ways: bool = False
    wants_templates: bool = False

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> ReplyChoice:
        numbers = {name: whole_number(asked.get(name, "")) for name in ("channel", "answers", "template")}
        return cls(wants_ways="ways" in asked, wants_templates="templates" in asked, **numbers)

    def or_by(self, channel: int | None) -> ReplyChoice:
        """By this channel, where none is asked for."""
        return self if self.channel else replace(self, channel=channel)


AS_USUAL = ReplyChoice()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWay:
    channel: Channel
    address: str
    can: Capabilities
    is_chosen: bool = False  # another than the usual one
    trouble: str = ""  # what keeps the channel from sending just now, in words
    shut: str = ""  # why no words can go, code of tickets/delivery_reasons.py
    closes_at: datetime | None = None
    late_until: datetime | None = None  # it is late, and a person may answer all the same
    answered: Message | None = None
    templates: Sequence[MessageTemplate] = ()
    template: MessageTemplate | None = None
    left_out: int = 0  # approved templates with parts that cannot be filled in here
    ways: Sequence[Way] = ()

    @property
    def slots(self) -> list[Slot]:
        return slots_of(self.template) if self.template else []


def reply_way(
    ticket: Ticket, channel: Channel, address: str, *, choice: ReplyChoice, open_until: datetime | None
) -> ReplyWay:
    """`channel`, `address`: the usual ones. `open_until`: what the page says already of their window."""
    way = Way(channel=channel, address=address)
    ways = all_ways_to(ticket) if choice.channel or choice.wants_ways else []
    chosen = next((one for one in ways if one.channel.pk == choice.channel), None)
    if chosen and chosen.channel.pk != channel.pk:
        way, open_until = chosen, chosen.closes_at
    can, now = capabilities_of(way.channel), timezone.now()
    end = _end(ticket, way.channel, open_until, now)
    late = late_until(way.channel, shut_at=end) if end and NEVER < end <= now else None
    late = late if late and late > now else None
    shut = way.shut or ("window_closed" if end and end <= now else "")
    shut = shut if can.carries_words else "spoken_only"
    if late and shut == "window_closed":
        shut = ""
    trouble = trouble_of(way.channel)
    wanted = can.has_templates and (shut or _asks(choice))
    templates, left_out = _templates(ticket, way.channel) if wanted else ([], 0)
    return ReplyWay(
        channel=way.channel,
        address=way.address,
        can=can,
        is_chosen=way.channel.pk != channel.pk,
        shut=shut,
        closes_at=end if end and end > now else None,
        late_until=late,
        answered=_answered(ticket, way.channel, choice) if can.quotes or can.reacts else None,
        templates=templates,
        left_out=left_out,
        template=next((one for one in templates if one.pk == choice.template), None),
        trouble=trouble,
        ways=_others(ways or all_ways_to(ticket), way) if shut or choice.wants_ways else [],
    )


def _others(ways: Sequence[Way], chosen: Way) -> list[Way]:
    return [one for one in ways if one.channel != chosen.channel]


def _asks(choice: ReplyChoice) -> bool:
    return choice.wants_templates or choice.template is not None


def _end(ticket: Ticket, channel: Channel, open_until: datetime | None, now: datetime) -> datetime | None:
    """Asked only where the page cannot tell that it is open."""
    if open_until and open_until > now:
        return open_until
    return closes_at(ticket, channel)


def _answered(ticket: Ticket, channel: Channel, choice: ReplyChoice) -> Message | None:
    if choice.answers is None:
        return None
    theirs = Message.objects.filter(ticket=ticket, channel=channel, withdrawn_at=None, taken_back_at=None)
    found: Message | None = theirs.filter(pk=choice.answers).select_related("agent", "customer").first()
    return found


def _templates(ticket: Ticket, channel: Channel) -> tuple[list[MessageTemplate], int]:
    """Those in the customer's language first; how many more are approved and cannot be filled in here."""
    approved = MessageTemplate.objects.filter(channel=channel, status=MessageTemplate.Status.APPROVED)
    found = list(approved.order_by("-is_supported", "name", "language")[:MOST_TEMPLATES])
    customer: Customer = ticket.customer
    wanted = ticket.language or customer.language or channel.language
    offered = sorted(
        (one for one in found if one.can_be_filled), key=lambda one: one.language[:2] != wanted[:2]
    )
    return offered, len(found) - len(offered)
