"""The draft is tried on past tickets: what the dry run says is what happens when the draft is published."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actors
from routing.actions.publish_rules import publish_rules
from routing.actions.save_rule import change_rule
from routing.actions.start_dry_run import start_dry_run
from routing.as_they_came import as_they_came
from routing.models import DryRun
from routing.tasks import replay_tickets
from tests.builders import (
    a_category,
    a_customer,
    a_drafted_rule,
    a_rule,
    a_supervisor,
    a_team,
    a_ticket,
    an_admin,
    an_escalation,
    work_off,
)
from tickets.actions.set_priority import set_priority
from tickets.actions.transfer import transfer
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)
TEXTS = ["please refund me", "the sofa is broken", "where is my parcel", "refund the broken sofa", "hello"]
TIERS = ["standard", "gold", "platinum"]


def says(*words):
    return {"kind": "message", "op": "contains_any", "value": list(words)}


@pytest.fixture
def admin():
    return an_admin()


@pytest.fixture
def shop():
    """Rules that are live, a draft of others, and what becomes of fifteen customers by each."""
    teams = {name: a_team(name=name) for name in ("Payments", "Orders", "VIP")}
    a_category(key="refund", name="Refund", name_en="Refund", team=teams["Payments"], points=30)
    a_category(key="damage", team=teams["Orders"], points=40)
    refunds = a_rule(says("refund*"), {"do": "set_category", "to": "refund"}, name="Refunds")
    a_rule(says("broken"), {"do": "set_category", "to": "damage"}, name="Damage")
    gold = {"kind": "customer_tier", "op": "in", "value": ["platinum"]}
    a_rule(gold, {"do": "add_tag", "to": "vip"}, name="Tag")
    return {"teams": teams, "refunds": refunds, "gold": gold}


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


def stand(ticket):
    tags = sorted(tag.name for tag in ticket.tags.all())
    return {
        "team": ticket.team_id,
        "priority": ticket.priority,
        "category": ticket.category.key if ticket.category else "",
        "tags": tags,
    }


def dry_run(admin, days=30):
    row = start_dry_run(days=days, by=admin)
    replay_tickets()
    row.refresh_from_db()
    return row


def test_it_says_what_happens_to_the_same_messages_once_the_draft_is_live(admin, shop):
    before = customers_write()
    draft_of(shop)

    row = dry_run(admin)
    publish_rules(by=actors.SYSTEM)
    after = customers_write()

    pairs = {old.pk: (stand(old), stand(new)) for old, new in zip(before, after, strict=True)}
    expected = {pk: pair for pk, pair in pairs.items() if pair[0] != pair[1]}
    found = {one.ticket_id: (one.before, one.after) for one in row.changes.all()}
    assert found == expected
    assert 0 < len(expected) < len(before)
    nobodys = sum(not any(looked["outcome"] == "matched" for looked in tried(new)) for new in after)
    assert (row.total, row.replayed, row.changed, row.unmatched) == (15, 15, len(expected), nobodys)


def tried(ticket):
    return ticket.decisions.filter(kind="classification").first().candidates


def test_tickets_are_replayed_as_they_came_whatever_became_of_them(admin, shop):
    ticket = customers_write()[0]
    by = actors.agent(admin)
    transfer(ticket, to=shop["teams"]["VIP"], by=by)
    set_priority(ticket, to="urgent", by=by, is_manual=True)
    draft_of(shop)

    row = dry_run(admin)

    assert not row.changes.filter(ticket=ticket).exists()
    assert as_they_came([ticket])[ticket.pk].team != shop["teams"]["VIP"].pk


def test_internal_tickets_are_not_among_them(admin, shop):
    [first, *_] = customers_write()
    an_escalation(first)
    work_off()
    draft_of(shop)

    assert dry_run(admin).total == 15


def test_only_so_many_days_count(admin, shop):
    old = customers_write()[:5]
    Ticket.objects.filter(pk__in=[one.pk for one in old]).update(
        created_at=timezone.now() - timedelta(days=8)
    )

    assert (dry_run(admin, days=7).total, dry_run(admin, days=30).total) == (10, 15)


def test_it_goes_on_where_it_was_interrupted(admin, shop, monkeypatch):
    customers_write()
    draft_of(shop)
    whole = dry_run(admin)

    monkeypatch.setattr("routing.dry_run.PORTION", 4)
    in_parts = dry_run(admin)

    def told(row):
        return row.done, row.replayed, row.changed, row.unmatched, sorted(row.changes.values_list("ticket"))

    assert told(in_parts) == told(whole)


def test_what_is_asked_for_is_tried_even_if_the_draft_changes_meanwhile(admin, shop):
    customers_write()
    row = start_dry_run(days=7, by=admin)
    draft_of(shop)
    replay_tickets()

    row.refresh_from_db()
    assert (row.state, row.changed) == ("done", 0)


def test_the_page_counts_links_and_gives_it_all_to_take_along(client, admin, shop):
    customers_write()
    draft_of(shop)
    client.force_login(admin)

    page = client.post(reverse("settings:rule-dry-runs"), {"days": "7"}, follow=True)
    waits = page.content.decode()
    replay_tickets()
    row = DryRun.objects.get()
    said = client.get(reverse("settings:rule-dry-run", args=[row.pk])).content.decode()
    rows = list(csv.DictReader(io.StringIO(take(client, row))))

    assert 'hx-trigger="every 1s"' in waits
    assert 'hx-trigger="every 1s"' not in said
    changed = row.changes.order_by("-ticket_id").first()
    assert reverse("tickets:ticket", args=[changed.ticket_id]) in said
    assert len(rows) == row.changed
    assert {one["team_draft"] for one in rows} == {"VIP", "Orders"}
    assert sum(one["team_live"] != one["team_draft"] for one in rows) == sum(
        one.before["team"] != one.after["team"] for one in row.changes.all()
    )


def take(client, row):
    return client.get(reverse("settings:rule-dry-run-changes", args=[row.pk])).content.decode()


def test_a_name_that_looks_like_a_formula_is_none_in_the_table(client, admin, shop):
    customers_write()
    draft_of(shop)
    type(shop["teams"]["VIP"]).objects.filter(name="VIP").update(name="=1+1")
    client.force_login(admin)

    assert ",'=1+1," in take(client, dry_run(admin))


def test_a_period_that_is_none_of_the_three_is_refused(client, admin):
    client.force_login(admin)

    assert client.post(reverse("settings:rule-dry-runs"), {"days": "400"}).status_code == 422
    assert not DryRun.objects.exists()


def test_supervisors_try_nothing(client, shop):
    client.force_login(a_supervisor())

    for name in ("rule-dry-runs", "rule-one-message"):
        assert client.post(reverse(f"settings:{name}"), {"days": "7"}).status_code == 403


def test_one_message_is_tried_by_both_and_kept_by_none(client, admin, shop):
    channel = a_ticket().channel
    draft_of(shop)
    client.force_login(admin)
    before = Ticket.objects.count()

    message = {"channel": channel.pk, "tier": "platinum", "subject": "", "text": "refund please"}
    tried = client.post(reverse("settings:rule-one-message"), message).context["tried"]

    assert (tried["live"].team, tried["live"].category, tried["live"].tags) == ("Payments", "Refund", "vip")
    assert (tried["draft"].team, tried["draft"].priority) == ("VIP", "Urgent")
    assert len(tried["draft"].rules) == 3
    assert Ticket.objects.count() == before
