"""The pages that try a draft: on past tickets, and on one message."""

import csv
import io

import pytest
from django.urls import reverse

from routing.models import DryRun
from routing.tasks import replay_tickets
from tests.builders import a_supervisor, a_ticket
from tests.routing.dry_run.refunds import customers_write, draft_of, dry_run
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


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
