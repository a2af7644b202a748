"""A ticket is one of the incidents of a problem: one level, by who sees both."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from events import actors
from people.models import Membership
from tests.builders import a_category, a_supervisor, a_team, a_ticket, an_agent, an_auditor
from tests.tickets.escalating.internal import an_escalation
from tests.tickets.timelines import told
from tests.tickets.views.asking import said_in
from tests.tickets.views.conftest import SCRIPT
from tickets.actions.close import close
from tickets.actions.link_problem import link_problem
from tickets.actions.resolve import resolve
from tickets.actions.set_category import set_category
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(team):
    return a_ticket(team=team, subject="My card was refused")


def link(client, ticket, script=True, **said):
    return client.post(f"/tickets/{ticket.pk}/problem/link/", said, headers=SCRIPT if script else {})


def unlink(client, ticket, **said):
    return link(client, ticket, _method="delete", **said)


def error_in(answer):
    assert answer.status_code == 400, answer.content
    return answer.json()["error"]


def problem_of(ticket):
    return Ticket.objects.get(pk=ticket.pk).problem_id


def test_it_is_linked_and_both_timelines_say_so_in_both_languages(client, agent, problem, incident):
    answer = link(client, incident, to=problem.pk)

    assert problem_of(incident) == problem.pk
    assert said_in(answer) == f"Linked to NL-{problem.pk}"
    assert told(incident, agent)[-1] == f"Part of the problem <b>NL-{problem.pk}</b>"
    assert told(problem, agent)[-1] == f"<b>NL-{incident.pk}</b> is one of its incidents"
    with translation.override("id"):
        assert told(incident, agent)[-1] == f"Bagian dari masalah <b>NL-{problem.pk}</b>"
        assert told(problem, agent)[-1] == f"<b>NL-{incident.pk}</b> menjadi salah satu insidennya"


def test_unlinking_says_so_too_and_each_is_the_undo_of_the_other(client, agent, problem, incident):
    answer = link(client, incident, to=problem.pk)
    assert f'"undo_with": {{"_method": "delete", "of": {problem.pk}}}' in answer.headers["HX-Trigger"]

    answer = unlink(client, incident, of=problem.pk)

    assert problem_of(incident) is None
    assert f'"undo_with": {{"to": {problem.pk}}}' in answer.headers["HX-Trigger"]
    assert told(incident, agent)[-1] == f"No longer part of the problem <b>NL-{problem.pk}</b>"
    assert told(problem, agent)[-1] == f"<b>NL-{incident.pk}</b> is no longer one of its incidents"
    link(client, incident, to=problem.pk)
    assert problem_of(incident) == problem.pk


def test_an_undo_unlinks_only_what_was_linked_then(client, team, problem, incident):
    other = a_ticket(team=team, subject="Banks refuse us")
    link(client, incident, to=problem.pk)
    unlink(client, incident)

    assert "Meanwhile somebody" in error_in(unlink(client, incident, of=problem.pk))
    link(client, incident, to=other.pk)
    assert "Meanwhile somebody" in error_in(unlink(client, incident, of=problem.pk))

    assert problem_of(incident) == other.pk
    assert f'name="of" value="{other.pk}"' in client.get(f"/tickets/{incident.pk}/problem/").content.decode()


def test_without_a_script_a_number_does(client, problem, incident):
    answer = link(client, incident, script=False, q=f"nl-{problem.pk}")

    assert answer.status_code == 302
    assert problem_of(incident) == problem.pk


def test_who_presses_enter_before_the_list_has_followed_links_nothing_else(client, problem, incident):
    """The form sends the row that stands first; the words are newer than it."""
    assert "no such ticket" in error_in(link(client, incident, q="sofa", to=problem.pk))
    assert problem_of(incident) is None

    link(client, incident, q="payments", to=problem.pk)
    assert problem_of(incident) == problem.pk


def test_there_is_one_level(client, team, problem, incident):
    other = a_ticket(team=team)
    link(client, incident, to=problem.pk)

    assert "cannot be an incident of itself" in error_in(link(client, other, to=other.pk))
    assert f"is itself part of NL-{problem.pk}" in error_in(link(client, other, to=incident.pk))
    assert "has incidents of its own" in error_in(link(client, problem, to=other.pk))
    assert f"is part of NL-{problem.pk} already" in error_in(link(client, incident, to=other.pk))


def test_an_internal_ticket_may_be_a_problem_and_no_incident(client, agent, problem, incident):
    engineers = a_team()
    Membership.objects.create(agent=agent, team=engineers)
    cause = an_escalation(problem, agent=agent, to=engineers)

    assert "cannot be an incident" in error_in(link(client, cause, to=problem.pk))
    assert "Link to a problem" not in client.get(f"/tickets/{cause.pk}/problem/").content.decode()
    choice = client.get(f"/tickets/{incident.pk}/problem/choice/", {"q": cause.subject}).content.decode()
    assert f"NL-{cause.pk}" in choice
    link(client, incident, to=cause.pk)
    assert problem_of(incident) == cause.pk


def test_what_is_closed_is_left_as_it_is(client, team, problem, incident):
    for ticket in (problem, incident):
        resolve(ticket, by=actors.SYSTEM)
    close(problem, by=actors.SYSTEM)

    assert f"NL-{problem.pk} is closed" in error_in(link(client, incident, to=problem.pk))
    assert "This ticket is closed" in error_in(link(client, problem, to=incident.pk))


def test_a_problem_that_one_does_not_see_is_none(client, incident):
    hidden = a_ticket(team=a_team())

    assert "no such ticket" in error_in(link(client, incident, to=hidden.pk))
    assert problem_of(incident) is None


def test_nor_is_what_it_is_part_of_unlinked_by_who_does_not_see_it(client, agent, incident):
    hidden = a_ticket(team=a_team(), subject="Secret outage")
    link_problem(incident, to=hidden, by=actors.SYSTEM)

    panel = client.get(f"/tickets/{incident.pk}/problem/").content.decode()

    assert f"Part of NL-{hidden.pk}, which you do not see." in panel
    assert "Secret outage" not in panel
    assert "that you do not see" in error_in(unlink(client, incident))
    assert problem_of(incident) == hidden.pk


def test_an_auditor_reads_and_links_nothing(sign_in, problem, incident):
    link_problem(incident, to=problem, by=actors.SYSTEM)
    auditor = sign_in(an_auditor(language="en"))

    panel = auditor.get(f"/tickets/{incident.pk}/problem/").content.decode()

    assert "Payments fail" in panel
    assert "<button" not in panel
    assert unlink(auditor, incident).status_code == 403
    assert auditor.get(f"/tickets/{incident.pk}/problem/choice/").status_code == 403


class TestWhatIsOffered:
    def offered(self, client, ticket, **asked):
        return client.get(f"/tickets/{ticket.pk}/problem/choice/", asked).content.decode()

    def test_first_what_has_incidents_and_is_of_the_same_category(self, client, team, problem, incident):
        category = a_category()
        alike, strange = a_ticket(team=team, subject="Cards again"), a_ticket(team=team, subject="A sofa")
        for ticket in (incident, alike):
            set_category(ticket, to=category, by=actors.SYSTEM)
        link_problem(a_ticket(team=team, subject="Somebody else"), to=problem, by=actors.SYSTEM)

        html = self.offered(client, incident)

        assert "Cards again" in html
        assert "Payments fail" in html
        assert strange.subject not in html
        assert "Somebody else" not in html
        assert incident.subject not in html

    def test_words_of_the_subject_and_numbers_find_what_one_sees(self, client, team, problem, incident):
        hidden = a_ticket(team=a_team(), subject="Payments elsewhere")

        assert "Payments fail" in self.offered(client, incident, q="payments")
        assert "Payments elsewhere" not in self.offered(client, incident, q="payments")
        assert "Payments fail" in self.offered(client, incident, q=f"NL-{problem.pk}")
        assert "Nothing of the last seven days" in self.offered(client, incident, q=str(hidden.pk))


def test_the_database_knows_one_level_too(problem, incident, team):
    other = a_ticket(team=team)
    Ticket.objects.filter(pk=incident.pk).update(problem=problem)

    for ticket, to in [(other, incident), (problem, other), (other, other)]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Ticket.objects.filter(pk=ticket.pk).update(problem=to)


def test_a_supervisor_of_both_teams_links_across_them(sign_in, team, problem):
    elsewhere = a_team()
    far = a_ticket(team=elsewhere)

    link(sign_in(a_supervisor(team, elsewhere, language="en")), far, to=problem.pk)

    assert problem_of(far) == problem.pk
    assert an_agent(team) is not None
