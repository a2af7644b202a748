"""What a dry run expects of load and promises is what the draft then does."""

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse

from events import actors
from routing.actions.publish_rules import publish_rules
from routing.actions.save_policy import change_policy
from routing.actions.start_dry_run import start_dry_run
from routing.expected_effect import effect_of
from routing.models import Clock, DryRun
from routing.replayed_promise import METRICS
from routing.tasks import replay_tickets
from tests.builders import (
    a_customer,
    a_drafted_rule,
    a_policy,
    a_rule,
    a_team,
    a_ticket,
    an_admin,
    an_agent,
    work_off,
)
from tickets.actions.transfer import transfer
from tickets.models import Priority, Ticket

pytestmark = pytest.mark.django_db

TIERS = ("standard", "gold", "gold", "platinum")
GOLD = {"kind": "customer_tier", "op": "in", "value": ["gold"]}
PLATINUM = {"kind": "customer_tier", "op": "in", "value": ["platinum"]}


@pytest.fixture
def admin():
    return an_admin()


def targets(minutes):
    return {(metric, level): minutes for metric in METRICS for level in Priority.values}


@pytest.fixture
def teams():
    """Everybody writes to Orders; the draft sends gold to VIP, and platinum at once."""
    teams = {name: a_team(name=name) for name in ("Orders", "VIP")}
    an_agent(teams["VIP"], capacity=4)
    change_policy(a_policy(), by=actors.SYSTEM, targets={**targets(60), ("first_response", "urgent"): 5})
    a_rule(
        {}, {"do": "set_team", "to": teams["Orders"].pk}, {"do": "set_priority", "to": "normal"}, position=9
    )
    return teams


def draft(teams):
    a_drafted_rule(GOLD, {"do": "set_team", "to": teams["VIP"].pk}, name="Gold", position=0)
    a_drafted_rule(PLATINUM, {"do": "set_priority", "to": "urgent"}, name="Platinum", position=1)


def customers_write():
    tickets = [a_ticket(customer=a_customer(own_tier=tier)) for tier in TIERS]
    work_off()
    return Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets])


def effect(admin):
    row = start_dry_run(days=7, by=admin)
    replay_tickets()
    row.refresh_from_db()
    return row, effect_of(row, row.changes.values_list("promised", flat=True))


def test_the_tickets_of_each_team_are_those_it_gets_once_the_draft_is_live(admin, teams):
    before = Counter(customers_write().values_list("team__name", flat=True))
    draft(teams)

    _row, expected = effect(admin)
    publish_rules(by=actors.SYSTEM)
    after = Counter(customers_write().values_list("team__name", flat=True))

    days = 7  # all came today: a day is the least that is reckoned with
    said = {team.name: (round(team.before / days), round(team.after / days)) for team in expected.teams}
    assert said == {name: (before[name], after[name]) for name in ("Orders", "VIP")}


def test_load_is_said_for_each_place_that_the_agents_have(admin, teams):
    customers_write()
    draft(teams)

    _row, expected = effect(admin)

    [vip] = [team for team in expected.teams if team.name == "VIP"]
    [orders] = [team for team in expected.teams if team.name == "Orders"]
    assert (vip.share_before, vip.share_after) == (0, pytest.approx(2 * 7 / 4))
    assert orders.share_after is None


def test_deadlines_that_come_sooner_are_those_the_clocks_then_have(admin, teams):
    customers_write()
    draft(teams)

    _row, expected = effect(admin)
    publish_rules(by=actors.SYSTEM)
    after = customers_write()

    sooner = Clock.objects.filter(ticket__in=after, metric="first_response", target_seconds=300).count()
    assert expected.promises["first_response"].shorter == sooner == 1
    assert expected.promises["first_response"].longer == 0


@pytest.mark.parametrize(("minutes", "met"), [(3, (1, 1)), (30, (1, 0)), (90, (0, 0))])
def test_promises_are_compared_with_the_answers_as_they_were_given(admin, teams, minutes, met):
    tickets = customers_write()
    for clock in Clock.objects.filter(ticket__in=tickets, metric="first_response"):
        stopped_at = clock.started_at + timedelta(minutes=minutes)
        Clock.objects.filter(pk=clock.pk).update(stopped_at=stopped_at, stop_reason="answered", due_at=None)
    a_drafted_rule(PLATINUM, {"do": "set_priority", "to": "urgent"}, name="Platinum", position=1)

    _row, expected = effect(admin)

    assert expected.answered == 1
    assert (expected.met_before, expected.met_after) == met


def test_what_a_person_did_since_is_no_part_of_it(admin, teams):
    for ticket in customers_write():
        transfer(ticket, to=teams["VIP"], by=actors.agent(admin))
    a_drafted_rule(PLATINUM, {"do": "set_priority", "to": "urgent"}, name="Platinum", position=1)

    _row, expected = effect(admin)

    assert expected.teams == []


def test_the_page_says_it_and_from_what(client, admin, teams):
    customers_write()
    draft(teams)
    row, _expected = effect(admin)
    client.force_login(admin)

    page = client.get(reverse("settings:rule-dry-run", args=[row.pk])).content.decode()

    assert "VIP, tickets a week" in page
    assert "1 ticket sooner" in page
    assert "Computed from the replayed tickets" in page


def test_a_dry_run_from_before_this_was_counted_is_still_shown(client, admin, teams):
    customers_write()
    draft(teams)
    row, _expected = effect(admin)
    DryRun.objects.update(loads={})
    row.changes.update(promised={})
    client.force_login(admin)

    assert client.get(reverse("settings:rule-dry-run", args=[row.pk])).status_code == 200
