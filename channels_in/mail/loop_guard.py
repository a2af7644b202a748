"""Mail that must not go round: our own, what has travelled too far, and two machines answering each other."""

from __future__ import annotations

from datetime import datetime, timedelta

from channels_in.mail.own_addresses import OwnAddresses
from channels_in.mail.signed import sign
from channels_in.mail.trust import correspondent
from channels_in.messages import Automatic, AutomaticKind, InboundMail
from people.models import Customer
from tickets.models import Ticket

LOOP_HEADER = "X-Alur-Loop"
MOST_HOPS = 50  # Received headers, as large servers count them
WINDOW = timedelta(minutes=10)
MOST_ON_A_TICKET = 20  # from one sender within the window: no person writes so fast for so long
MOST_NEW_TICKETS = 200
PERHAPS_A_PERSON = frozenset({AutomaticKind.LIST, AutomaticKind.BULK, AutomaticKind.GENERATED})


def our_mark() -> str:
    """What every mail of this installation carries, and no other's does."""
    return sign("loop", "installation")


def why_ignored(mail: InboundMail, own: OwnAddresses) -> str:
    """A reason code, or nothing. A report of a failed delivery may come from anywhere."""
    if mail.bounce:
        return ""
    if our_mark() in mail.loop_marks:
        return "own_mail"
    if mail.sender.address and correspondent(mail, own).address in own:
        return "own_address"
    if mail.hops > MOST_HOPS:
        return "too_many_hops"
    return ""


def is_racing(ticket: Ticket, sender: str, *, at: datetime) -> bool:
    """Somebody, surely a machine, answers on this ticket faster than people do: its mail changes nothing
    more.
    """
    recent = ticket.messages.filter(
        direction="inbound", created_at__gt=at - WINDOW, from_address=sender
    ).order_by("-created_at")
    return recent[MOST_ON_A_TICKET - 1 : MOST_ON_A_TICKET].exists()


def is_flooding(customer: Customer, *, at: datetime) -> bool:
    if customer.is_newcomer:
        return False
    theirs = Ticket.objects.of_customers().filter(customer=customer)
    newest = theirs.order_by("-pk").values_list("created_at", flat=True)
    nth = list(newest[MOST_NEW_TICKETS - 1 : MOST_NEW_TICKETS])
    return bool(nth) and nth[0] > at - WINDOW


def changes_nothing(automatic: Automatic | None, *, is_threaded: bool) -> bool:
    """Whether a mail is a machine's answer: kept and shown folded, but no clock starts and nothing reopens.

    Machines may *open* tickets (a monitor's alarm, a shop's form, a group address that adds list headers).
    What a program may have sent in a person's name counts as that person's.
    """
    if automatic is None or automatic.kind in PERHAPS_A_PERSON:
        return False
    return is_threaded or automatic.kind in {AutomaticKind.REPLY, AutomaticKind.BOUNCE}
