"""Who reacts to what: the one table. Rows hold a handler's name, so a rename needs a data migration."""

from __future__ import annotations

from analytics.handlers import nobody_is_asked, plan_survey
from channels_in.handlers import (
    acknowledge,
    expects_no_word,
    is_passing,
    is_told_no_hours,
    tell_admins,
    tell_opening_hours,
)
from channels_in.voice.handlers import (
    move_along,
    nobody_goes_along,
    nobody_holds_the_line,
    ring_whom_it_is_given,
)
from channels_in.webchat.passing_on import expects_no_mail, owe_mail
from events.subscriptions import Handler, Unless
from routing.handlers import (
    follow_clocks,
    is_own_change,
    is_there,
    nobody_was_asked,
    offer_more,
    offer_queue,
    offer_ticket,
    opened_its_ticket,
    pass_offer_on,
    recompute_clocks,
    rescore_tickets,
    return_work,
)
from tickets.handlers import (
    is_of_a_customer,
    join_same_person,
    pass_tier_on,
    show_customer_anew,
    tell_tier,
    tell_whoever_escalated,
)

SUBSCRIBERS: dict[str, list[Handler | Unless]] = {
    "ticket.created": [follow_clocks, Unless(expects_no_word, acknowledge)],
    "message.received": [
        Unless(opened_its_ticket, follow_clocks),
        Unless(is_told_no_hours, tell_opening_hours),
    ],
    "reply.sent": [follow_clocks, Unless(expects_no_mail, owe_mail)],
    "reply.withdrawn": [follow_clocks],
    "escalation.opened": [follow_clocks],
    "ticket.resolved": [
        follow_clocks,
        Unless(nobody_is_asked, plan_survey),
        Unless(is_of_a_customer, tell_whoever_escalated),
    ],
    "ticket.reopened": [follow_clocks, Unless(is_of_a_customer, tell_whoever_escalated)],
    "ticket.closed": [follow_clocks],
    "ticket.held": [follow_clocks],
    "ticket.unheld": [follow_clocks],
    "ticket.assigned": [
        Unless(nobody_holds_the_line, ring_whom_it_is_given),
        Unless(nobody_was_asked, offer_more),
    ],
    "ticket.unassigned": [offer_ticket, Unless(nobody_holds_the_line, ring_whom_it_is_given)],
    "ticket.offer_declined": [offer_ticket],
    "ticket.offer_lapsed": [offer_ticket],
    "ticket.offer_left": [offer_ticket],
    "call.queued": [offer_ticket],
    "call_back.due": [offer_ticket],
    "ticket.transferred": [
        Unless(is_own_change, follow_clocks),
        Unless(is_own_change, offer_ticket),
        Unless(nobody_goes_along, move_along),
    ],
    "ticket.priority_changed": [Unless(is_own_change, follow_clocks)],
    "ticket.category_changed": [Unless(is_own_change, follow_clocks)],
    "ticket.tagged": [Unless(is_own_change, follow_clocks)],
    "ticket.untagged": [Unless(is_own_change, follow_clocks)],
    "delivery.failed": [follow_clocks],
    "delivery.bounced": [follow_clocks],
    "delivery.retried": [follow_clocks],
    "customer.changed": [show_customer_anew],
    "customer.tier_changed": [rescore_tickets, tell_tier],
    "customer.address_added": [show_customer_anew],
    "customer.address_corrected": [show_customer_anew],
    "customer.address_removed": [show_customer_anew],
    "customer.address_said": [show_customer_anew],
    "customer.reachability_changed": [show_customer_anew],
    "customer.same_person": [join_same_person],
    "customer.kept_apart": [show_customer_anew],
    "customer.joined": [show_customer_anew],
    "customer.parted": [show_customer_anew],
    "agent.presence_changed": [offer_more, Unless(is_there, pass_offer_on)],
    "agent.changed": [offer_more, pass_offer_on, return_work],
    "calendar.changed": [recompute_clocks],
    "connection.failing": [Unless(is_passing, tell_admins)],
    "config.changed": [recompute_clocks],
    "organisation.tier_changed": [pass_tier_on],
    "team.paused": [offer_queue],
    "team.resumed": [offer_queue],
}
