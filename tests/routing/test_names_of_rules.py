"""What a rule has done keeps the rule's name, also when the rule is gone."""

import pytest
from django.urls import reverse

from events import actors
from routing.actions.publish_rules import publish_rules
from routing.actions.save_rule import change_rule, remove_rule
from tests.builders import a_rule, a_ticket, an_admin
from tickets.actions.tag import add_tag

pytestmark = pytest.mark.django_db


def history(client, ticket):
    return client.get(reverse("tickets:ticket", args=[ticket.pk])).content.decode()


def test_a_rule_that_was_removed_is_still_named_in_histories(client):
    client.force_login(an_admin())
    rule, ticket = a_rule({}, {"do": "add_tag", "to": "x"}, name="Wholesale"), a_ticket()
    add_tag(ticket, name="grosir", by=actors.rule(rule.pk))
    remove_rule(rule, by=actors.SYSTEM)
    drafted = history(client, ticket)
    publish_rules(by=actors.SYSTEM)

    for page in (drafted, history(client, ticket)):
        assert "Wholesale" in page
        assert "a rule that is gone" not in page


def test_another_name_counts_once_it_is_published(client):
    client.force_login(an_admin())
    rule, ticket = a_rule({}, {"do": "add_tag", "to": "x"}, name="Wholesale"), a_ticket()
    add_tag(ticket, name="grosir", by=actors.rule(rule.pk))
    change_rule(rule, by=actors.SYSTEM, name="Bulk")
    drafted = history(client, ticket)
    publish_rules(by=actors.SYSTEM)

    assert "Wholesale" in drafted
    assert "Bulk" in history(client, ticket)
