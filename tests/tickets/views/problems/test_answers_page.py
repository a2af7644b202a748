"""How far an answer to many has come, what became of each, and taking it back."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders import an_agent, an_auditor, receives
from tests.tickets.timelines import told
from tests.tickets.views.problems.announcing import (
    an_incident,
    answers,
    many,
    outcome_of,
    seen_on,
    send,
    sheet,
    the_announcement,
    work,
)
from tickets.actions.record_delivery import mark_failed
from tickets.models import Announced, Delivery, Draft, Ticket

pytestmark = pytest.mark.django_db(transaction=True)  # what is claimed is committed


class TestThePageOfIt:
    def page(self, client, **asked):
        return client.get(f"/announcements/{the_announcement().pk}/", asked).content.decode()

    def test_it_tells_how_far_it_is_and_what_became_of_each_with_a_way_on(self, client, problem):
        sent, closed = an_incident(problem), an_incident(problem)
        send(client, problem)
        closed.channel.is_active = False
        closed.channel.save(update_fields=["is_active"])
        assert "0 of 2 answered" in self.page(client)
        assert 'hx-trigger="every 2s"' in self.page(client)

        work()
        html = self.page(client)

        assert "Done: 1 of 2 answered" in html
        assert "1 could not be answered" in html
        assert re.search(
            rf"NL-{closed.pk}</span>.*?Could not be answered · The channel is switched off", html
        )
        assert html.index(f"NL-{closed.pk}") < html.index(f"NL-{sent.pk}")

        mark_failed(answers().get().delivery, reason="mailbox_full")
        html = self.page(client)
        assert "1 was not delivered" in html
        assert "mailbox is full. Reach the customer another way." in html
        assert "every 2s" not in html

    def test_both_timelines_and_the_panel_say_so(self, client, agent, problem):
        an_incident(problem)
        send(client, problem)

        assert told(problem, agent)[-1] == "1 incident is answered"
        panel = client.get(f"/tickets/{problem.pk}/problem/").content.decode()
        assert f"/announcements/{the_announcement().pk}/" in panel

    def test_who_does_not_see_a_ticket_reads_nothing_of_it(self, sign_in, client, team, problem):
        incident = an_incident(problem)
        send(client, problem)
        work()
        viewer = an_agent(language="en")
        Ticket.objects.filter(pk=problem.pk).update(assignee=viewer, unassigned_reason="")

        html = self.page(sign_in(viewer))

        assert "Done: 1 of 1 answered" in html
        assert f"NL-{incident.pk}" not in html

    def test_an_auditor_reads_and_takes_nothing_back(self, sign_in, client, problem):
        an_incident(problem)
        send(client, problem)
        auditor = sign_in(an_auditor(language="en"))

        assert "Take back" not in self.page(auditor)
        address = f"/announcements/{the_announcement().pk}/taking-back/"
        assert auditor.post(address).status_code == 403


class TestTakingItBack:
    def take_back(self, client):
        return client.post(f"/announcements/{the_announcement().pk}/taking-back/", follow=True)

    def test_what_has_not_left_is_as_if_never_sent_and_the_rest_is_not_begun(self, client, problem):
        sent, waiting = an_incident(problem), an_incident(problem)
        was = Ticket.objects.get(pk=sent.pk).status
        seen = seen_on(sheet(client, problem))
        send(client, problem, seen=seen, resolves="on")
        Announced.objects.filter(ticket=waiting).update(due_at=timezone.now() + timezone.timedelta(hours=1))
        work()
        assert Ticket.objects.get(pk=sent.pk).status == "resolved"

        html = self.take_back(client).content.decode()
        Announced.objects.update(due_at=timezone.now())
        work()

        assert "2 answers taken back" in html
        assert not answers().exists()
        assert Ticket.objects.get(pk=sent.pk).status == was
        assert {outcome_of(sent), outcome_of(waiting)} == {"taken_back"}
        assert not Draft.objects.exclude(text="").exists()
        assert told(problem, an_agent())[-1] == "2 answers to incidents taken back"

    def test_what_has_left_has_left(self, client, problem):
        here, gone = an_incident(problem), an_incident(problem)
        send(client, problem)
        work()
        Delivery.objects.filter(message__ticket=gone).update(attempts=1)

        self.take_back(client)

        assert [one.ticket_id for one in answers()] == [gone.pk]
        assert (outcome_of(here), outcome_of(gone)) == ("taken_back", "answered")
        assert "Nothing of it can be taken back any more." in self.take_back(client).content.decode()

    def test_only_who_made_it_takes_it_back(self, client, sign_in, team, problem):
        an_incident(problem)
        send(client, problem)
        work()

        html = self.take_back(sign_in(an_agent(team, language="en"))).content.decode()

        assert "Only the author can do this." in html
        assert answers().count() == 1


def test_500_incidents_cost_the_sheet_and_the_result_what_50_do(client, team, problem):
    def cost(ask):
        with CaptureQueriesContext(connection) as asked:
            html = ask()
        return len(asked), len(html)

    def result():
        return client.get(f"/announcements/{the_announcement().pk}/").content

    many(problem, team, 60)
    for ticket in Ticket.objects.filter(problem=problem):
        receives(ticket)
    few = cost(lambda: sheet(client, problem))
    many(problem, team, 440)
    lots = cost(lambda: sheet(client, problem))
    send(client, problem, client_key=uuid4())
    pages = cost(result)

    assert lots[0] <= few[0]
    assert lots[1] < few[1] + 440 * 20
    assert pages[0] < 25
    assert pages[1] < 60_000
    assert Announced.objects.count() == 500
