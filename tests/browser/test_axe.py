"""What axe finds on the pages where one decides and watches, by day and by night: nothing."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from events import actors
from routing.models import Foreseen
from routing.outlook.foresee import foresee
from tests.browser.test_board import due
from tests.browser.web import ROOT
from tests.builders import a_customer, a_supervisor, a_ticket, an_admin
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.announce import announce
from tickets.actions.link_problem import link_problem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FIND = """async () => {
  const words = ({ html, any }) => [html.slice(0, 160), ...any.map(({ message }) => message)].join(" ");
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map(words)].join(": "));
}"""


@pytest.fixture
def dimas(team):
    return a_supervisor(team, name="Dimas Prasetyo", language="en")


@pytest.fixture
def busy(team, rani):
    """A ladder with somebody who is late and somebody who soon will be, and a forecast with a record."""
    late, soon = due(team, -5, assignee=rani), due(team, 20)
    foresee(at=timezone.now() - timedelta(seconds=90))
    Foreseen.objects.create(
        clock=late.clocks.get(),
        lead=30,
        deadline=timezone.now(),
        said_at=timezone.now(),
        chance=0.8,
        sight={},
        was_broken=True,
    )
    return soon


@pytest.fixture
def problem(team, rani):
    """With an incident that waits, and one that cannot be reached and was told so."""
    customer = a_customer(name=uuid4().hex)  # nobody is like them
    problem = a_ticket(team=team, assignee=rani, subject="Payments fail", customer=customer)
    made = [a_ticket(team=team, customer=a_customer(name=uuid4().hex)) for _ in range(2)]
    for ticket in made:
        link_problem(ticket, to=problem, by=actors.SYSTEM)
    made[0].channel.is_active = False
    made[0].channel.save(update_fields=["is_active"])
    return problem


@pytest.fixture
def announced(problem, rani):
    """To which nobody has been answered yet."""
    said = {"texts": {"id": "Pulih", "en": "It works"}, "templates": {}, "resolves": False}
    seen = dict.fromkeys(problem.incidents.values_list("pk", flat=True), 0)
    return announce(problem, by=rani, seen=seen, client_key=uuid4(), **said)


def looked_at(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(FIND)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [
        "/board/",
        "/board/wall/",
        "/board/forecast/",
        "/board/forecast/record/",
        "/board/moving/?what=queue",
        "/board/moving/?what=nudge",
        "/",
    ],
)
def test_who_leads_meets_no_barrier(look, busy, dimas, address, dark):
    assert looked_at(look(dimas, address, dark=dark)) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_on_a_ticket_there_is_none(look, busy, dimas, dark):
    assert looked_at(look(dimas, f"/tickets/{busy.pk}/", dark=dark)) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nor_where_another_team_is_asked_and_asked_about(look, busy, rani, dark):
    child = an_escalation(busy, agent=rani)
    page = look(rani, f"/tickets/{busy.pk}/", dark=dark)
    page.wait_for_selector("#escalations .asked")
    page.click("#escalate-button")
    page.wait_for_selector("#escalate-to")
    assert looked_at(page) == []

    page.keyboard.press("Escape")
    page.click("#head > [data-resolves] button")
    page.wait_for_selector("#ticket-say button")
    assert looked_at(page) == []
    look.wrong.clear()  # the browser logs the 409

    page = look(rani, f"/tickets/{child.pk}/", dark=dark)
    page.wait_for_selector("#history .msg")
    assert looked_at(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nor_beside_a_problem_on_its_sheet_and_on_what_came_of_it(look, problem, announced, dimas, dark):
    page = look(dimas, f"/tickets/{problem.pk}/", dark=dark)
    page.locator("#problem").get_by_text("still open").wait_for()
    assert looked_at(page) == []
    for address in (f"/tickets/{problem.pk}/announcement/", f"/announcements/{announced.pk}/"):
        assert looked_at(look(dimas, address, dark=dark)) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "address",
    ["/settings/rules/", "/settings/rules/dry-runs/", "/settings/rules/one-message/", "/settings/sla/which/"],
)
def test_nor_where_rules_are_written_and_tried(look, address, dark):
    assert looked_at(look(an_admin(language="en"), address, dark=dark)) == []
