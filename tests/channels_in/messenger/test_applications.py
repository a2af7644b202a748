"""Conversations of which other applications have a part, and Meta's verdict on the page."""

import pytest

from channels_in.models import Connection
from tests.channels_in.direct.hooks import APP, a_text, an_event, arrives
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_what_is_said_to_another_application_opens_nothing_and_changes_nothing(client, page):
    alone = arrives(client, page, standby=[a_text(page, "to the bot")])
    ticket = arrives(client, page, a_text(page)).message.ticket
    waiting = ticket.waiting_since
    aside = arrives(client, page, standby=[a_text(page, "to the bot again")])

    ticket.refresh_from_db()
    assert (alone.outcome, alone.reason) == ("ignored", "aside")
    assert (aside.message.ticket, aside.message.is_auto_reply) == (ticket, True)
    assert (Ticket.objects.count(), ticket.waiting_since, ticket.unseen) == (1, waiting, 1)


def test_a_conversation_that_is_handed_over_to_us_waits(client, page):
    passed = {"previous_owner_app_id": "263902037430900", "new_owner_app_id": int(APP), "metadata": "please"}
    item = arrives(client, page, an_event(page, pass_thread_control=passed))
    other = arrives(
        client, page, an_event(page, pass_thread_control={**passed, "new_owner_app_id": "1"}, timestamp=7)
    )

    assert (item.message.text, item.message.extras[0]["kind"]) == ("please", "handed_over")
    assert item.message.ticket.waiting_since
    assert (other.outcome, other.reason) == ("ignored", "handover")


@pytest.mark.parametrize("key", ["policy-enforcement", "policy_enforcement"])
def test_metas_verdict_on_the_page_is_a_problem_until_it_is_lifted(client, page, key):
    arrives(client, page, {"timestamp": 1, key: {"action": "block", "reason": "Too many messages"}})
    assert Connection.objects.get().problem == "policy_enforced"

    item = arrives(client, page, {"timestamp": 2, key: {"action": "unblock"}})
    assert (item.outcome, item.reason) == ("ignored", "policy")
    assert Connection.objects.get().problem == ""
