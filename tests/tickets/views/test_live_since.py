import pytest

from events.horizon import take_cursor
from tests.builders import a_message, a_team, a_ticket, an_agent
from tests.tickets.views.conftest import FETCH
from tickets import live

pytestmark = pytest.mark.django_db(transaction=True)


def since(client, cursor, shown=()):
    query = {"cursor": cursor, "shown": ",".join(map(str, shown))}
    return client.get("/live/since/", query, headers=FETCH)


def test_what_was_missed_is_named_once(sign_in):
    team = a_team()
    client, ticket = sign_in(an_agent(team)), a_ticket(team=team)
    cursor = take_cursor()
    a_message(ticket)
    a_message(ticket)

    first = since(client, cursor).json()
    second = since(client, first["cursor"]).json()

    assert first["tickets"] == [ticket.pk]
    assert second["tickets"] == []
    assert not first["full"]


def test_only_what_the_agent_sees_or_has_on_the_page_is_named(sign_in):
    client = sign_in(an_agent(a_team()))
    hidden, was_shown = a_ticket(team=a_team()), a_ticket(team=a_team())
    cursor = take_cursor()
    a_message(hidden)
    a_message(was_shown)

    assert since(client, cursor, shown=[was_shown.pk]).json()["tickets"] == [was_shown.pk]


def test_of_what_is_out_of_sight_nobody_learns_whether_it_changed_or_is_there(sign_in):
    client = sign_in(an_agent(a_team()))
    changed, quiet = a_ticket(team=a_team()), a_ticket(team=a_team())
    cursor = take_cursor()
    a_message(changed)
    none = changed.pk + 1000

    shown = [changed.pk, quiet.pk, none]
    assert since(client, cursor, shown=shown).json()["tickets"] == shown


def test_who_missed_too_much_looks_at_everything(sign_in, monkeypatch):
    monkeypatch.setattr(live, "MOST", 2)
    team = a_team()
    client = sign_in(an_agent(team))
    cursor = take_cursor()
    for _ in range(3):
        a_ticket(team=team)

    assert since(client, cursor).json() | {"cursor": ""} == {"cursor": "", "tickets": [], "full": True}


@pytest.mark.parametrize(
    "cursor", ["", "x", "1", "1:1", "1:1:x", "5:1:", "9" * 30 + ":1:", "1:1:" + "1," * 5000, "'"]
)
def test_a_cursor_that_is_none_is_a_bad_request(sign_in, cursor):
    assert since(sign_in(an_agent()), cursor).status_code == 400


def test_a_page_says_what_it_had_read(sign_in):
    team = a_team()
    client = sign_in(an_agent(team))
    page = client.get("/")
    ticket = a_ticket(team=team)

    assert since(client, page.context["cursor"]).json()["tickets"] == [ticket.pk]
