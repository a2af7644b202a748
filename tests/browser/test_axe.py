"""What axe finds on the pages where one decides and watches, by day and by night: nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from routing.models import Foreseen
from routing.outlook.foresee import foresee
from tests.browser.test_board import due
from tests.browser.web import ROOT
from tests.builders import a_supervisor, an_admin, an_escalation

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
@pytest.mark.parametrize(
    "address", ["/settings/rules/", "/settings/rules/dry-runs/", "/settings/rules/one-message/"]
)
def test_nor_where_rules_are_written_and_tried(look, address, dark):
    assert looked_at(look(an_admin(language="en"), address, dark=dark)) == []
