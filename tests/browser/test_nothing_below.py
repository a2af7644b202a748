"""The page itself never scrolls: what is long scrolls within it."""

import pytest
from django.urls import reverse

from tests.browser.pages import live
from tests.builders import a_policy, a_rule, a_team, a_ticket, an_admin, an_agent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BELOW = "document.documentElement.scrollHeight - innerHeight"


def test_a_long_form_on_a_phone_scrolls_within_the_page(look, web):
    admin = an_admin(language="en")
    rule, policy = a_rule({}, {"do": "add_tag", "to": "x"}), a_policy()

    for address in (
        reverse("settings:rule", args=[rule.pk]),
        reverse("settings:policy", args=[policy.pk]),
    ):
        page = look(admin, address, width=390, height=844)
        assert page.evaluate(BELOW) == 0, address


def test_long_details_beside_a_conversation_scroll_within_the_page(look, web):
    rani = an_agent(a_team(), language="en", available=True)
    ticket = a_ticket(team=rani.teams.get(), assignee=rani)

    page = live(look(rani, f"/tickets/{ticket.pk}/", height=420))

    page.locator("#side label.vh").last.wait_for(state="attached")
    assert page.evaluate(BELOW) == 0
