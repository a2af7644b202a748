"""A draft of rules about refunds, fifteen customers who write, and the draft tried on them."""

from events import actors
from routing.actions.save_rule import change_rule
from routing.actions.start_dry_run import start_dry_run
from routing.tasks import replay_tickets
from tests.builders import a_customer, a_drafted_rule, a_ticket, work_off
from tickets.models import Ticket

TEXTS = ["please refund me", "the sofa is broken", "where is my parcel", "refund the broken sofa", "hello"]
TIERS = ["standard", "gold", "platinum"]


def says(*words):
    return {"kind": "message", "op": "contains_any", "value": list(words)}


def draft_of(shop):
    change_rule(
        shop["refunds"], by=actors.SYSTEM, conditions={"all": [says("refund*"), {"not": says("broken")}]}
    )
    vip = [{"do": "set_team", "to": shop["teams"]["VIP"].pk}, {"do": "set_priority", "to": "urgent"}]
    a_drafted_rule(shop["gold"], *vip, name="VIP first", position=0)


def customers_write():
    tickets = [a_ticket(customer=a_customer(own_tier=tier), text=text) for tier in TIERS for text in TEXTS]
    work_off()
    return [Ticket.objects.get(pk=ticket.pk) for ticket in tickets]


def dry_run(admin, days=30):
    row = start_dry_run(days=days, by=admin)
    replay_tickets()
    row.refresh_from_db()
    return row
