"""The page of calls, for those who lead: who waits and where they stand, as far as one sees."""

import html

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from channels_in.models import Leg
from tests.builders import a_customer, a_supervisor, a_ticket, an_agent
from tests.channels_in.voice.calls import Caller, an_agent_with_phone, passes_on, picks_up

pytestmark = pytest.mark.django_db(transaction=True)

NUMBERS = [f"+62812000000{n}" for n in range(1, 7)]


@pytest.fixture
def page(client):
    return lambda: html.unescape(client.get("/calls/").content.decode())


def calls(phone, keys: str, number: str) -> Caller:
    a_customer(number, kind="voice", name=f"Customer {number[-1]}")
    return Caller(phone, number).presses(keys)


def test_a_supervisor_sees_who_waits_for_their_teams_and_where(client, phone, page, sales, billing):
    client.force_login(a_supervisor(billing, language="en"))
    for keys, number in zip("2122", NUMBERS, strict=False):
        calls(phone, keys, number)

    shown = page().partition("Today, by team")[0]

    rows = [one.partition("</tr>")[0] for one in shown.split("<tr><td>")[1:]]
    told = [
        (name, place) for place, row in enumerate(rows, 1) for name in "1234" if f"Customer {name}" in row
    ]
    assert told == [("1", 1), ("3", 2), ("4", 3)]
    assert all(f"waits, number {place}" in row for place, row in enumerate(rows, 1))


def test_a_caller_in_the_menu_is_on_the_line_already(client, phone, page, billing):
    client.force_login(a_supervisor(billing, language="en"))
    assert "Nobody is on the line." in page()

    Caller(phone, NUMBERS[0])

    shown = page().partition("Today, by team")[0]
    assert NUMBERS[0] in shown
    assert "listens to the menu" in shown


def test_a_caller_who_leaves_a_message_waits_no_longer(client, phone, page, billing):
    client.force_login(a_supervisor(billing, language="en"))
    calls(phone, "2", NUMBERS[0]).waits(3).presses("2")

    now, _, today = page().partition("Today, by team")

    assert "leaves a message" in now
    assert "0 waiting" in now
    assert "leaves a message" in today.partition("Calls today")[2]


def test_who_waits_in_vain_stands_beside_the_reason(client, phone, page, billing):
    client.force_login(a_supervisor(billing, language="en"))
    calls(phone, "2", NUMBERS[0])
    assert "The team has no agents" not in page()  # they have a supervisor, who is not available
    assert "Nobody of the team is available" in page()

    rani = an_agent_with_phone(billing)
    calls(phone, "2", NUMBERS[1]).waits(2)

    assert f"rings at {rani.name}" in page()


def test_who_was_sent_to_the_tone_and_said_nothing_is_counted_as_gone_like_in_the_list(
    client, phone, page, billing
):
    client.force_login(a_supervisor(billing, language="en"))
    calls(phone, "2", NUMBERS[0]).waits(30).presses("2").waits(30).hangs_up()

    day = page().partition("Today, by team")[2]

    row = day.partition("<tbody>")[2].partition("</tr>")[0]
    cells = [cell.partition(">")[2].partition("<")[0] for cell in row.split("<td")[1:]]
    assert cells == ["1", "0", "1", "–", "–", "0%"]
    assert "Hung up while waiting" in day


def test_a_talk_is_shown_to_those_who_see_its_ticket(client, phone, page, sales, billing):
    rani = an_agent_with_phone(billing)
    calls(phone, "2", NUMBERS[0])
    picks_up(phone, rani)

    client.force_login(a_supervisor(billing, language="en"))
    assert f"talks with {rani.name}" in page()
    client.force_login(a_supervisor(sales, language="en"))
    assert "Customer 1" not in page()


def test_who_leads_sees_who_of_their_teams_is_there(client, page, sales, billing):
    rani, budi = (
        an_agent(billing, name="Rani Puspita", available=True),
        an_agent(billing, name="Budi Hartono"),
    )
    stranger = an_agent(sales, name="Citra Dewi", available=True)
    a_ticket(team=billing, assignee=rani)
    leader = a_supervisor(billing, language="en")
    client.force_login(leader)

    shown = page().partition("Who is there")[2].partition("Today, by team")[0]

    row = shown.partition(rani.name)[2].partition("</tr>")[0]
    assert "Available" in row and f"1 of at most {rani.capacity}" in row
    assert budi.name in shown.partition("Offline:")[2]
    assert stranger.name not in shown


def test_many_who_wait_cost_no_more_than_one(client, phone, page, billing):
    client.force_login(a_supervisor(billing, language="en"))
    calls(phone, "2", NUMBERS[0])
    page()
    with CaptureQueriesContext(database) as one:
        page()
    for number in NUMBERS[1:]:
        calls(phone, "2", number)

    with CaptureQueriesContext(database) as many:
        page()

    assert len(many) == len(one)


@pytest.mark.parametrize("team", ["", "abc", "0", "²", "99999999999999999999"])
def test_a_call_is_passed_on_to_no_team_that_is_not_there(client, phone, billing, team):
    rani = an_agent_with_phone(billing)
    calls(phone, "2", NUMBERS[0])
    picks_up(phone, rani)
    client.force_login(rani)

    assert passes_on(client, Leg.objects.get(state="bridged"), team).status_code == 404
