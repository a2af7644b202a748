"""Addresses are nouns: POST creates, DELETE removes, GET never writes."""

from __future__ import annotations

from django.urls import path, register_converter

from tickets.actions.set_impression import KINDS
from tickets.models import Draft
from tickets.views import (
    announcements,
    assignment,
    attachments,
    colleagues,
    customer,
    customer_list,
    customers,
    deliveries,
    drafts,
    escalations,
    facts,
    inbox,
    joinings,
    live,
    message_html,
    message_text,
    notes,
    notifications,
    people_on_ticket,
    problems,
    reactions,
    replies,
    resolution,
    ticket,
    transfers,
    ways,
)

app_name = "tickets"


class DraftKind:
    regex = "|".join(Draft.Kind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DraftKind, "draft")


class ImpressionKind(DraftKind):
    regex = "|".join(KINDS)


register_converter(ImpressionKind, "impression")

urlpatterns = [
    path("", inbox.show, name="inbox"),
    path("tickets/", inbox.show, name="list"),
    path("tickets/rows/", inbox.show_rows, name="rows"),
    path("tickets/counts/", inbox.show_counts, name="counts"),
    path("live/since/", live.since, name="since"),
    path("me/notifications/", notifications.show, name="notifications"),
    path("customers/", customer_list.show, name="customers"),
    path("customers/<int:customer_id>/", customers.show, name="customer-page"),
    path("customers/<int:customer_id>/history/", customers.show_history, name="customer-history"),
    path("customers/<int:customer_id>/likely/", customers.show_likely, name="customer-likely"),
    path("customers/<int:customer_id>/addresses/", customers.add, name="customer-addresses"),
    path(
        "customers/<int:customer_id>/addresses/<int:identity_id>/removal/",
        customers.remove,
        name="address-removal",
    ),
    path(
        "customers/<int:customer_id>/addresses/<int:identity_id>/by/<int:channel_id>/",
        customers.try_again,
        name="address-again",
    ),
    path("customers/<int:customer_id>/apart/<int:other_id>/", customers.apart, name="apart"),
    path("customers/<int:customer_id>/joining/", joinings.choose, name="joinings"),
    path("customers/<int:customer_id>/joining/<int:twin_id>/", joinings.join, name="joining"),
    path("joinings/<int:joining_id>/undoing/", joinings.part, name="parting"),
    path("attachments/<slug:key>/", attachments.show, name="attachment"),
    path("tickets/<int:ticket_id>/", ticket.show, name="ticket"),
    path("tickets/<int:ticket_id>/head/", ticket.show_head, name="head"),
    path("tickets/<int:ticket_id>/timeline/", ticket.show_timeline, name="timeline"),
    path("tickets/<int:ticket_id>/facts/", ticket.show_facts, name="facts"),
    path("tickets/<int:ticket_id>/side/", ticket.show_side, name="side"),
    path("tickets/<int:ticket_id>/previous/", ticket.show_previous, name="previous"),
    path("tickets/<int:ticket_id>/customer/", customer.show, name="customer"),
    path("tickets/<int:ticket_id>/customer/form/", customer.change, name="customer-form"),
    path("tickets/<int:ticket_id>/customer/addresses/", customer.add_or_correct, name="addresses"),
    path("tickets/<int:ticket_id>/replies/", replies.create, name="replies"),
    path("tickets/<int:ticket_id>/ways/", ways.show_all, name="ways"),
    path("tickets/<int:ticket_id>/way/", ways.show, name="way"),
    path("tickets/<int:ticket_id>/notes/", notes.create, name="notes"),
    path("tickets/<int:ticket_id>/assignment/", assignment.change, name="assignment"),
    path("tickets/<int:ticket_id>/assignees/", assignment.choose, name="assignees"),
    path("tickets/<int:ticket_id>/colleagues/", colleagues.show, name="colleagues"),
    path("tickets/<int:ticket_id>/claim/", assignment.take, name="claim"),
    path("tickets/<int:ticket_id>/transfer/", transfers.create, name="transfer"),
    path("tickets/<int:ticket_id>/escalation/", escalations.create, name="escalation"),
    path("tickets/<int:ticket_id>/escalations/", escalations.show, name="escalations"),
    path("tickets/<int:ticket_id>/escalations/<int:child_id>/", escalations.show_one, name="escalation-now"),
    path(
        "tickets/<int:ticket_id>/escalations/<int:child_id>/removal/",
        escalations.cancel,
        name="escalation-removal",
    ),
    path(
        "tickets/<int:ticket_id>/escalations/<int:child_id>/following/",
        escalations.follow_it,
        name="escalation-following",
    ),
    path("tickets/<int:ticket_id>/history/", escalations.show_history, name="history"),
    path("tickets/<int:ticket_id>/resolution/", resolution.change, name="resolution"),
    path("tickets/<int:ticket_id>/reopening/", resolution.undo, name="reopening"),
    path("tickets/<int:ticket_id>/hold/", resolution.change_hold, name="hold"),
    path("tickets/<int:ticket_id>/priority/", facts.change_priority, name="priority"),
    path(
        "tickets/<int:ticket_id>/impressions/<impression:field>/", facts.change_impression, name="impression"
    ),
    path("tickets/<int:ticket_id>/category/", facts.change_category, name="category"),
    path("tickets/<int:ticket_id>/subject/", facts.change_subject, name="subject"),
    path("tickets/<int:ticket_id>/tags/", facts.tag, name="tags"),
    path("tickets/<int:ticket_id>/tags/<int:tag_id>/", facts.untag, name="tag"),
    path("tickets/<int:ticket_id>/problem/", problems.show, name="problem"),
    path("tickets/<int:ticket_id>/problem/choice/", problems.choose, name="problem-choice"),
    path("tickets/<int:ticket_id>/problem/link/", problems.change, name="problem-link"),
    path("tickets/<int:ticket_id>/announcement/", announcements.write, name="announce"),
    path("announcements/<int:announcement_id>/", announcements.show, name="announcement"),
    path(
        "announcements/<int:announcement_id>/taking-back/", announcements.take_back, name="announcement-back"
    ),
    path("tickets/<int:ticket_id>/seen/", people_on_ticket.see, name="seen"),
    path("tickets/<int:ticket_id>/following/", people_on_ticket.change_following, name="following"),
    path(
        "tickets/<int:ticket_id>/participants/<int:participant_id>/",
        people_on_ticket.accept,
        name="participant",
    ),
    path(
        "tickets/<int:ticket_id>/participants/<int:participant_id>/removal/",
        people_on_ticket.leave_out,
        name="participant-removal",
    ),
    path("tickets/<int:ticket_id>/messages/<int:message_id>/html/", message_html.show, name="message-html"),
    path("tickets/<int:ticket_id>/messages/<int:message_id>/text/", message_text.show, name="message-text"),
    path(
        "tickets/<int:ticket_id>/messages/<int:message_id>/withdrawal/", replies.withdraw, name="withdrawal"
    ),
    path("tickets/<int:ticket_id>/messages/<int:message_id>/reaction/", reactions.create, name="reaction"),
    path("tickets/<int:ticket_id>/deliveries/<int:delivery_id>/retry/", deliveries.retry, name="retry"),
    path(
        "tickets/<int:ticket_id>/deliveries/<int:delivery_id>/giving-up/", deliveries.give_up, name="give-up"
    ),
    path("tickets/<int:ticket_id>/draft/<draft:kind>/", drafts.draft, name="draft"),
    path("tickets/<int:ticket_id>/draft/<draft:kind>/attachments/", drafts.add_file, name="draft-files"),
    path(
        "tickets/<int:ticket_id>/draft/<draft:kind>/attachments/<slug:key>/",
        drafts.remove_file,
        name="draft-file",
    ),
]
