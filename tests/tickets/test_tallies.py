"""What the numbers are added up from is what the database holds, whatever was done, however much at once."""

import random
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.db.models import Count
from django.utils import timezone

from tests.builders import a_team, a_ticket, an_agent
from tests.together import at_once
from tickets.actions.fold_tallies import SPARED, fold_tallies
from tickets.models import Tally, Ticket
from tickets.tallied import alike

KEYS = ("team", "assignee", "status", "sla_state", "is_to_sort")


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
def test_whatever_becomes_of_tickets_their_tally_holds(seed):
    chance = random.Random(seed)
    teams = [a_team(), a_team()]
    agents = [an_agent(*teams), an_agent(*teams)]
    ours = [a_ticket(team=chance.choice(teams)).pk for _ in range(12)]

    for _ in range(60):
        some = Ticket.objects.filter(pk__in=chance.sample(ours, 4))
        _something(chance, some, teams, agents)
        if chance.random() < 0.1:
            fold_tallies()
        assert tallied() == counted()


@pytest.mark.django_db
def test_what_is_deleted_is_counted_no_more():
    ticket = a_ticket(team=a_team())
    ticket.pk = None
    ticket.save(force_insert=True)  # another, of which nothing else is written
    assert tallied() == counted()
    before = tallied()

    Ticket.objects.filter(pk=ticket.pk).delete()

    assert tallied() == counted() != before


@pytest.mark.django_db
def test_a_change_that_no_number_tells_is_not_tallied():
    ticket = a_ticket(team=a_team())
    before = Tally.objects.count()

    Ticket.objects.filter(pk=ticket.pk).update(subject="Another", waiting_since=None, version=7)

    assert Tally.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_what_changes_while_tallies_are_folded_is_in_them():
    team = a_team()
    tickets = [a_ticket(team=team).pk for _ in range(8)]

    def change(number: int) -> None:
        for turn in range(SPARED // 8):
            pending = Ticket.objects.filter(pk=tickets[number])
            pending.update(status="pending" if turn % 2 == 0 else "open")

    def fold() -> None:
        for _ in range(20):
            fold_tallies()

    changes = [partial(change, number) for number in range(len(tickets))]
    assert at_once([*changes, fold, fold]) == [None] * (len(changes) + 2)
    while fold_tallies():
        pass

    assert tallied() == counted()
    assert Tally.objects.count() < SPARED * 2


@pytest.mark.django_db(transaction=True)
def test_two_who_fold_at_once_add_nothing_twice():
    ticket = Ticket.objects.filter(pk=a_ticket(team=a_team()).pk)
    for _ in range(SPARED // 4 + 1):
        ticket.update(status="pending")
        ticket.update(status="open")

    done = at_once([fold_tallies] * 8)

    assert True in done
    assert tallied() == counted()


@pytest.mark.django_db
def test_what_is_late_and_who_waits_longest_come_with_them():
    team, now = a_team(), timezone.now()
    agent = an_agent(team)
    for minutes, assignee in ((-5, None), (90, agent), (20, None), (40, None)):
        ticket = a_ticket(team=team, assignee=assignee)
        Ticket.objects.filter(pk=ticket.pk).update(
            next_due_at=now + timedelta(minutes=minutes), waiting_since=now - timedelta(minutes=minutes + 60)
        )

    groups = [row for row in alike() if row[0] == team.pk]

    assert (sum(row[4] for row in groups), sum(row[5] for row in groups), sum(row[6] for row in groups)) == (
        4,
        1,
        1,
    )
    assert min(row[8] for row in groups if row[8]) == now - timedelta(minutes=100)


def tallied() -> Counter:
    found: Counter = Counter()
    for *key, number in Tally.objects.values_list(*KEYS, "number"):
        found[tuple(key)] += number
    return Counter({key: number for key, number in found.items() if number})


def counted() -> Counter:
    rows = Ticket.objects.active().order_by().values_list(*KEYS).annotate(number=Count("*"))
    return Counter({tuple(key): number for *key, number in rows})


def _something(chance, some, teams, agents):
    done = timezone.now()
    change = chance.choice(
        [
            {"team": chance.choice([*teams, None])},
            {"assignee": chance.choice(agents), "unassigned_reason": ""},
            {"assignee": None, "unassigned_reason": "all_full"},
            {"sla_state": chance.choice(["", "at_risk", "breached"])},
            {"is_to_sort": chance.random() < 0.5},
            {"status": "pending", "resolved_at": None},
            {"status": "resolved", "resolved_at": done},
            {"status": "open", "resolved_at": None},
        ]
    )
    if change.get("status") in ("open", "pending"):  # nobody has it again, for a reason
        change |= {"assignee": None, "unassigned_reason": "all_full"}
    some.update(**change)
