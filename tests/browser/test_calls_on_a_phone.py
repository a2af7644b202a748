"""A call taken on a telephone's width: what is needed during it can be reached and read."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from channels_in.models import Leg
from tests.browser.pages import live
from tests.builders import a_channel, a_supervisor, a_team, a_ticket, an_agent
from tickets.models import Call, QueueStay

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def talk(team):
    """Somebody talks with a customer."""
    rani = an_agent(team, name="Rani Puspita", language="id", available=True, phone="+628110000001")
    now, channel = timezone.now(), a_channel(kind="voice")
    ticket = a_ticket(team=team, assignee=rani, channel=channel)
    call = Call.objects.create(
        channel=channel, ticket=ticket, provider_id=f"CA{ticket.pk:032}", started_at=now, last_seen_at=now
    )
    Call.objects.filter(pk=call.pk).update(state="talking", team=team, agent=rani)
    stay = QueueStay.objects.create(
        call=call, team=team, agent=rani, state="talking", entered_at=now, bridged_at=now
    )
    a_team(name=f"Product advice and everything about wood {ticket.pk}")
    return Leg.objects.create(
        channel=channel, agent=rani, number=rani.phone, stay=stay, state=Leg.State.BRIDGED, created_at=now
    )


def test_a_call_can_be_passed_on_and_ended_on_a_phone(look, talk):
    page = live(look(talk.agent, f"/tickets/{talk.stay.call.ticket_id}/", width=390, height=844))

    bar = page.locator("#calls .call-bar")
    expect(bar).to_be_visible()
    for control in (bar.locator("select"), *bar.locator("button").all()):
        box = control.bounding_box()
        assert box["width"] > 60
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    edge = bar.bounding_box()
    assert edge["y"] + edge["height"] <= page.locator(".msg").first.bounding_box()["y"]


def test_the_names_of_a_team_s_numbers_stand_apart_on_a_phone(look, talk):
    page = look(a_supervisor(talk.stay.team, language="id"), reverse("calls:all"), width=390)

    rows = page.locator("td[data-label]")
    expect(rows.first).to_be_visible()
    too_high = rows.evaluate_all(
        """cells => cells.filter(cell => {
          const name = document.createElement("span");
          const style = getComputedStyle(cell, "::before");
          name.textContent = cell.dataset.label;
          name.style.cssText = `position:absolute;visibility:hidden;width:108px;font:${style.font}`;
          document.body.append(name);
          const height = name.offsetHeight;
          name.remove();
          return cell.offsetHeight < height;
        }).map(cell => cell.dataset.label)"""
    )
    assert too_high == []


def test_a_call_covers_no_ticket_of_the_list_on_a_phone(look, talk):
    page = live(look(talk.agent, "/", width=390, height=844))

    bar = page.locator("#calls .call-bar")
    expect(bar).to_be_visible()
    edge = bar.bounding_box()
    for part in (page.locator(".pane-list .seg").first, page.locator(".tick").first):
        assert part.bounding_box()["y"] >= edge["y"] + edge["height"]


def test_what_is_written_during_a_call_is_a_note_unless_one_chooses_otherwise(look, talk):
    page = live(look(talk.agent, f"/tickets/{talk.stay.call.ticket_id}/", width=1440))

    composer = page.locator("#composer")
    expect(composer).to_have_attribute("data-kind", "note")
    expect(page.locator("#composer-text")).to_be_editable()
    page.keyboard.press("r")
    expect(composer).to_have_attribute("data-kind", "reply")


def test_who_talks_sees_how_long(look, talk):
    page = live(look(talk.agent, f"/tickets/{talk.stay.call.ticket_id}/", width=390, height=844))

    lasts = page.locator("#calls .call-bar").get_by_role("timer")
    expect(lasts).to_have_text(re.compile(r"^\d\d:\d\d$"))
    before = lasts.inner_text()
    expect(lasts).not_to_have_text(before)
