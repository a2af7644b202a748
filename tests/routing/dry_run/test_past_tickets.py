"""The draft is tried on past tickets: what the dry run says is what happens when the draft is published."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from routing.actions.publish_rules import publish_rules
from routing.actions.start_dry_run import start_dry_run
from routing.as_they_came import as_they_came
from routing.tasks import replay_tickets
from tests.builders import work_off
from tests.routing.dry_run.refunds import customers_write, draft_of, dry_run
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.set_priority import set_priority
from tickets.actions.transfer import transfer
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def stand(ticket):
    tags = sorted(tag.name for tag in ticket.tags.all())
    return {
        "team": ticket.team_id,
        "priority": ticket.priority,
        "category": ticket.category.key if ticket.category else "",
        "tags": tags,
    }


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
