"""The two panels beside a ticket: its promises with their receipts, and why it is with whom it is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from events import actors
from routing.contribution_words import contribution_words
from routing.escalate import fire_portion
from routing.models import Clock
from routing.offers import drain
from tests.builders import (
    a_category,
    a_customer,
    a_policy,
    a_reply,
    a_rule,
    a_team,
    a_ticket,
    an_agent,
    office_hours,
    work_off,
)
from tickets.actions.assign import assign
from tickets.actions.claim import claim
from tickets.actions.set_priority import set_priority

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture
def team():
    return a_team()


@pytest.fixture
def agent(team):
    return an_agent(team, available=True, name="Rani Puspita", language="en")


@pytest.fixture
def page(client, agent):
    """What the agent reads in one of the panels."""
    client.force_login(agent)

    def read(name, ticket, *more):
        address = reverse(f"routing:{name}", args=[ticket.pk, *more])
        answer = client.get(address, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return read


def opened(team, **ticket):
    ticket = a_ticket(team=team, **ticket)
    work_off()
    return ticket


@pytest.mark.parametrize("panel", ["clocks", "why"])
def test_who_may_not_see_a_ticket_sees_none_of_its_panels(client, team, panel):
    ticket = opened(team)
    address = reverse(f"routing:{panel}", args=[ticket.pk])

    client.force_login(an_agent(a_team()))
    assert client.get(address).status_code == 404
    client.force_login(an_agent(team))
    assert client.get(address).status_code == 200


def test_a_receipt_is_shown_with_its_own_ticket_only(client, team, agent):
    a_policy()
    mine, other = opened(team), opened(a_team())
    client.force_login(agent)

    clock = Clock.objects.filter(ticket=other).first()
    assert client.get(reverse("routing:receipt", args=[mine.pk, clock.pk])).status_code == 404
    assert client.get(reverse("routing:receipt", args=[other.pk, clock.pk])).status_code == 404


def test_a_receipt_in_a_tab_of_its_own_is_a_page_that_leads_back(client, team, agent):
    a_policy()
    ticket = opened(team)
    client.force_login(agent)
    address = reverse("routing:receipt", args=[ticket.pk, ticket.clocks.first().pk])

    page, part = client.get(address), client.get(address, headers={"HX-Request": "true"})

    assert f'href="/tickets/{ticket.pk}/"' in page.content.decode()
    assert "app.css" in page.content.decode()
    assert part.content.decode().lstrip().startswith("<div id=")
    for answer in (page, part):
        assert "Promised" in answer.content.decode()


class TestClocks:
    def test_what_is_kept_what_runs_and_what_waits(self, page, team, agent):
        a_policy(name="Gold urgent")
        ticket = opened(team, received_at=timezone.now() - timedelta(minutes=10))
        a_reply(ticket, agent=agent, at=timezone.now() - timedelta(minutes=6))
        work_off()

        seen = page("clocks", ticket)

        assert "Gold urgent" in seen
        assert "met in 4 m" in seen
        assert 'data-state="paused"' in seen

    def test_a_promise_that_runs_carries_its_due_time(self, page, team):
        a_policy(minutes={"first_response": 60})
        seen = page("clocks", opened(team))

        deadline = Clock.objects.get().deadline
        assert f'data-due="{round(deadline.timestamp() * 1000)}"' in seen
        assert 'data-state="ok"' in seen

    def test_the_bar_counts_working_time_and_stands_still_while_nobody_works(self, page, team):
        yesterday = timezone.localtime(timezone=FRIDAY.tzinfo) - timedelta(days=1)
        hours = {yesterday.strftime("%a").lower(): [["09:00", "17:00"]]}
        a_policy(minutes={"first_response": 90}, calendar=office_hours(hours=hours))

        seen = page(
            "clocks", opened(team, received_at=yesterday.replace(hour=16, minute=12, second=0, microsecond=0))
        )

        assert 'data-target="5400" data-used="2880" data-ahead=""' in seen
        assert "42 m of working time left" in seen
        assert 'width="53"' in seen
        assert 'data-state="ok"' in seen

    def test_a_broken_promise_and_one_that_was_answered_too_late(self, page, team, agent):
        a_policy(minutes={"first_response": 60})
        ticket = opened(team, received_at=timezone.now() - timedelta(minutes=90))
        fire_portion()
        assert 'data-state="breached"' in page("clocks", ticket)

        a_reply(ticket, agent=agent)
        work_off()

        assert "30 m late" in page("clocks", ticket)

    def test_of_several_cycles_the_newest_is_shown(self, page, team, agent):
        a_policy()
        ticket = opened(team)
        set_priority(ticket, to="urgent", by=actors.agent(agent), is_manual=True)
        work_off()

        assert page("clocks", ticket).count('class="clock"') == 2

    def test_without_a_policy_it_says_so(self, page, team):
        assert "No SLA applies." in page("clocks", opened(team))

    def test_the_receipt_names_every_stretch_and_adds_up(self, page, team, agent):
        a_policy(calendar=office_hours(), minutes={"resolution": 480})
        ticket = opened(team, at=FRIDAY)
        a_reply(ticket, agent=agent, at=FRIDAY + timedelta(hours=1), resolves=True)
        work_off()

        seen = page("receipt", ticket, Clock.objects.get().pk)

        assert "10.00–11.00" in seen and "Working time" in seen
        assert "<dt>Used</dt><dd>1 h</dd>" in seen and "<dt>Left</dt><dd>7 h</dd>" in seen

    def test_the_receipt_of_a_stopped_clock_stays_when_the_calendar_changes(self, page, team, agent):
        hours = office_hours()
        a_policy(calendar=hours, minutes={"resolution": 480})
        ticket = opened(team, at=FRIDAY)
        a_reply(ticket, agent=agent, at=FRIDAY + timedelta(hours=1), resolves=True)
        work_off()
        before = page("receipt", ticket, Clock.objects.get().pk)

        hours.hours = {"sun": [["09:00", "10:00"]]}
        hours.save()

        assert page("receipt", ticket, Clock.objects.get().pk) == before

    def test_few_queries_however_long_the_story(self, page, team, agent, django_assert_max_num_queries):
        a_policy(calendar=office_hours())
        ticket = opened(team)
        for _ in range(3):
            a_reply(ticket, agent=agent, confirm=True)
            work_off()

        with django_assert_max_num_queries(14):
            page("clocks", ticket)


class TestWhy:
    def test_to_the_agent_it_explains_topic_rule_tier_and_load(self, page, team, agent):
        a_category(key="refund", name="Pengembalian dana", name_en="Refunds")
        a_rule(
            {"kind": "message", "op": "contains_any", "value": ["refund*"]},
            {"do": "set_category", "to": "refund"},
            name="Money back",
        )
        an_agent(team, name="Budi Hartono")
        ticket = opened(team, customer=a_customer(own_tier="gold"), text="Refund me <b>now</b>")
        drain(team.pk)

        seen = page("why", ticket)

        assert "Why this came to you" in seen
        assert "Topic <b>Refunds</b>" in seen
        assert "Rule <b>Money back</b> found “refund”" in seen
        assert "Tier <b>Gold</b> raises the priority" in seen and "+40" in seen
        assert "The only one who could take it, <b>1 of 8</b>" in seen
        assert "Budi Hartono</dt><dd>offline" in seen

    def test_the_customers_words_are_shown_and_not_obeyed(self, page, team, agent):
        a_rule(
            {"kind": "message", "op": "matches", "value": "<img.*"},
            {"do": "add_tag", "to": "odd"},
            name="<i>Odd</i>",
        )
        ticket = opened(team, text="<img src=x onerror=alert(1)>")

        seen = page("why", ticket)

        assert "<img" not in seen and "<i>Odd" not in seen

    def test_among_several_it_says_what_decided(self, page, team, agent):
        other = an_agent(team, available=True)
        opened(team, assignee=other)
        ticket = opened(team)
        drain(team.pk)

        seen = page("why", ticket)

        assert "Lowest load of 2 who could take it, <b>1 of 8</b>" in seen
        assert "carried more, or had work more lately" in seen

    def test_for_somebody_else_it_names_them(self, page, team, agent):
        ticket = opened(team, assignee=an_agent(team, name="Budi Hartono"))

        assert "Why this went to Budi" in page("why", ticket)

    def test_what_a_person_decided_is_theirs(self, page, team, agent):
        lead = an_agent(team, name="Sari Dewi")
        given, taken = opened(team), opened(team)
        assign(given, to=agent, by=actors.agent(lead))
        claim(taken, agent=agent)
        set_priority(taken, to="urgent", by=actors.agent(agent), is_manual=True)

        assert "Given by <b>Sari Dewi</b>" in page("why", given)
        seen = page("why", taken)
        assert "Taken by <b>Rani Puspita</b>" in seen
        assert 'Priority <b>Urgent</b></span><span class="t3 num">By hand' in seen

    def test_of_what_nobody_has_it_says_why(self, page, team, agent):
        agent.capacity = 0
        agent.save(update_fields=["capacity"])
        ticket = opened(team)
        drain(team.pk)

        seen = page("why", ticket)

        assert "Why nobody has this" in seen and "Everybody available is at capacity" in seen
        assert "Who was considered" in seen and "at capacity · 0 of 0" in seen

    def test_few_queries_however_many_were_considered(self, page, team, agent, django_assert_max_num_queries):
        for _ in range(12):
            an_agent(team, available=True)
        ticket = opened(team)
        drain(team.pk)

        with django_assert_max_num_queries(12):
            page("why", ticket)


@pytest.mark.parametrize(
    ("code", "words"),
    [("money", "“refund” (uang)"), ("urgency", "“refund” (mendesak)"), ("retur", "“refund” (retur)")],
)
def test_the_topic_of_a_word_is_said_in_the_readers_language(code, words):
    one = {"source": "keyword", "code": code, "found": "refund", "points": 25}

    with translation.override("id"):
        assert contribution_words(one, categories={}).words == words
