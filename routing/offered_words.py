"""Who is asked whether they take a ticket, and what came of it, in words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.translation import gettext as _

from helpdesk.marks.clocks import remaining
from routing.models import Decision, TicketOffer
from routing.reason import Reason
from tickets.models import Ticket


def offered_to(ticket: Ticket) -> Reason | None:
    """While nobody has answered."""
    if ticket.unassigned_reason != Ticket.UnassignedReason.OFFERED:
        return None
    offer = TicketOffer.objects.standing().filter(ticket=ticket).select_related("agent").first()
    if offer is None or offer.due_at is None:
        return None
    words = format_html(_("<b>{}</b> is asked whether they take it"), offer.agent.name)
    return Reason(icon="hourglass", words=words, measure=remaining(offer.due_at))


def accepted_after(assignment: Decision) -> Iterator[Reason]:
    seconds = assignment.inputs.get("accepted_after")
    if seconds is not None:
        words = format_html("{}", _("Was asked, and took it"))
        yield Reason(icon="check", words=words, measure=_("after %(n)s s") % {"n": seconds})
