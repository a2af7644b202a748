"""How a reply goes, beside its words: by which channel, to what, with what to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tickets.capabilities import capabilities_of
from tickets.file_limits import refuse_files
from tickets.models import Attachment, Channel, Draft, Message, MessageTemplate, Ticket
from tickets.offers import offer_of
from tickets.recipients import Recipients, checked_recipients, recipients_after, reply_channel
from tickets.refusals import Refused
from tickets.sendable import refuse_late, unreachable, why_not_now
from tickets.template_filling import Filled, filled
from tickets.unreachable_words import refuse_cut_off
from tickets.ways import Way, way_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What an agent chose. Nothing: as the customer wrote last."""

    channel_id: int | None = None
    answers: int | None = None  # the message that it names as answered
    choices: Sequence[str] = ()
    template: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)  # of the template's variables

    def way(self, ticket: Ticket, last: Message | None, *, at: datetime | None = None) -> Way | None:
        """None: none was chosen but the usual one, to the usual people."""
        usual = reply_channel(ticket, last)
        if self.channel_id is None or self.channel_id == usual.pk:
            return None
        way = way_by(ticket, self.channel_id, at=at)
        if way is None or not way.address:
            raise Refused("no_such_way")
        return way


USUAL = Manner()


def filled_template(ticket: Ticket, manner: Manner) -> Filled | None:
    """Only what the chosen channel has: another number's templates are not ours to send there."""
    if manner.template is None:
        return None
    template = MessageTemplate.objects.sendable().filter(pk=manner.template).select_related("channel").first()
    if template is None:
        raise Refused("template_gone")
    return filled(template, manner.values)


def refuse_manner(
    ticket: Ticket,
    way: Way,
    *,
    draft: Draft | None,
    manner: Manner,
    template: Filled | None,
    at: datetime | None = None,
) -> None:
    """What this channel cannot do, or not now; with the reason and the best way that is left."""
    refuse_cut_off(ticket, way.channel, way.address)
    files = list(Attachment.objects.filter(draft=draft)) if draft and not template else []
    refuse_files(ticket, way.channel, files)
    if template is None:
        refuse_late(ticket, way, at=at)
    elif template.channel_id != way.channel.pk:
        raise Refused("template_gone")
    elif (code := why_not_now(ticket, way, at=at)) and code != "window_closed":
        raise unreachable(ticket, way, code, at=at)
    if manner.answers is not None and not capabilities_of(way.channel).quotes:
        raise Refused("cannot_quote")


def extras_of(way: Way, text: str, manner: Manner, template: Filled | None) -> list[dict[str, Any]]:
    if template:
        return [template.extra]
    offer = offer_of(way.channel, text, manner.choices)
    return [offer] if offer else []


def answered(ticket: Ticket, channel: Channel, manner: Manner) -> Message | None:
    """A message that the provider knows by a name, on that very channel."""
    if manner.answers is None:
        return None
    said = Message.objects.filter(ticket__customer=ticket.customer_id, channel=channel, pk=manner.answers)
    found: Message | None = said.filter(withdrawn_at=None, taken_back_at=None).first()
    if found is None:
        raise Refused("nothing_to_answer")
    return found


def recipients_of(
    ticket: Ticket,
    last: Message | None,
    chosen: Way | None,
    *,
    given: Mapping[str, Sequence[Sequence[str]]] | None,
) -> Recipients:
    """On a way that was chosen the customer alone: who else was on the thread was so elsewhere."""
    if given:
        return checked_recipients(given, chosen.channel if chosen else reply_channel(ticket, last))
    if chosen:
        return {"to": [[ticket.customer.name, chosen.address]]}
    return recipients_after(ticket, last)
