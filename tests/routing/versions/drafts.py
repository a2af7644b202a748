"""Rules that are written, looked at and published by the pages."""

from django.urls import reverse

from tests.builders import a_ticket, work_off

GOLD = {"kind": "customer_tier", "op": "equals", "value": "gold"}
TAG, OTHER = {"do": "add_tag", "to": "a"}, {"do": "add_tag", "to": "b"}


def rules_page(client):
    return client.get(reverse("settings:rules"))


def seen_by(client):
    return rules_page(client).context["draft"].seen


def publish(client, seen=None):
    data = {"seen": seen_by(client) if seen is None else seen}
    return client.post(reverse("settings:rule-publication"), data, follow=True).content.decode()


def tags_of_a_new_ticket():
    ticket = a_ticket()
    work_off()
    return {tag.name for tag in ticket.tags.all()}
