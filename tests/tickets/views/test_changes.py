import json

import pytest

from events import actors
from tests.builders import a_category, a_reply, a_team, a_ticket, an_admin, an_agent, receives
from tests.tickets.views.conftest import FETCH, SCRIPT
from tickets.actions.assign import assign
from tickets.actions.hold import hold
from tickets.actions.note import add_note
from tickets.actions.tag import add_tag
from tickets.models import Delivery, Participant, Tag, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return a_team(name="Pesanan")


@pytest.fixture
def agent(team):
    return an_agent(team, name="Maya Hartanto", language="en")


@pytest.fixture
def client(sign_in, agent):
    return sign_in(agent)


@pytest.fixture
def ticket(team):
    return a_ticket(team=team)


def post(client, ticket, what, script=True, **said):
    return client.post(f"/tickets/{ticket.pk}/{what}/", said, headers=SCRIPT if script else {})


def said_in(answer):
    return json.loads(answer.headers["HX-Trigger"])["say"]["words"]


def test_claiming_makes_it_mine(client, ticket, agent):
    answer = post(client, ticket, "claim")

    ticket.refresh_from_db()
    assert ticket.assignee == agent
    assert said_in(answer) == "It is yours"
    assert 'id="head"' in answer.content.decode()
    assert 'id="facts"' in answer.content.decode()


def test_of_two_who_claim_the_second_learns_who_was_faster(client, sign_in, ticket, team):
    faster = an_agent(team, name="Budi Santoso")
    post(sign_in(faster), ticket, "claim")

    answer = post(client, ticket, "claim")

    assert answer.status_code == 400
    assert answer.json() == {"error": "Budi Santoso was faster."}


def test_a_change_tells_the_page_the_new_version(client, ticket):
    answer = post(client, ticket, "priority", to="urgent", version=ticket.version)

    ticket.refresh_from_db()
    news = json.loads(answer.headers["HX-Trigger"])["ticket-changed"]
    assert news == {"ticket": ticket.pk, "version": ticket.version}
    assert (ticket.priority, ticket.priority_is_manual) == ("urgent", True)


def test_assigning_and_putting_back(client, ticket, team):
    colleague = an_agent(team)

    post(client, ticket, "assignment", to=colleague.pk)
    ticket.refresh_from_db()
    assert ticket.assignee == colleague

    post(client, ticket, "assignment", to="")
    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_assigning_to_somebody_who_is_no_choice_is_refused(client, ticket):
    stranger = an_agent(a_team())

    answer = post(client, ticket, "assignment", to=stranger.pk)

    assert answer.status_code == 400
    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_a_stale_change_is_refused_and_shows_what_was_done(client, ticket, team):
    seen = ticket.version
    other, chosen = an_agent(team, name="Budi Santoso"), an_agent(team)
    assign(ticket, to=other, by=actors.agent(other))

    answer = post(client, ticket, "assignment", to=chosen.pk, version=seen)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Assigned to <b>Budi Santoso</b>" in page
    assert "Nothing was changed" in page
    ticket.refresh_from_db()
    assert ticket.assignee == other
    assert f'name="version" value="{ticket.version}"' in page


def test_without_a_script_a_stale_change_is_a_page_of_its_own(client, ticket, team):
    seen = ticket.version
    other = an_agent(team, name="Budi Santoso")
    assign(ticket, to=other, by=actors.agent(other))

    answer = post(client, ticket, "assignment", script=False, to="", version=seen)

    assert answer.status_code == 409
    assert "Budi Santoso" in answer.content.decode()


def test_what_somebody_else_did_elsewhere_is_no_reason_to_refuse(client, ticket, team):
    seen = ticket.version
    other = an_agent(team)
    add_tag(ticket, name="vip", by=actors.agent(other))

    assert post(client, ticket, "assignment", to=other.pk, version=seen).status_code == 200


def test_moving_to_another_team_out_of_sight_leads_back_to_the_inbox(client, ticket):
    to = a_team(name="Gudang")

    answer = post(client, ticket, "transfer", to=to.pk)

    assert answer.headers["HX-Redirect"] == "/"
    ticket.refresh_from_db()
    assert ticket.team == to
    assert "Moved to Gudang" in client.get("/").content.decode()


def test_who_could_have_it_is_shown_with_how_much_they_carry(client, ticket, team):
    dewi = an_agent(team, name="Dewi Pranata", capacity=8)
    for number in range(3):
        theirs = a_ticket(team=team, assignee=dewi)
        if number == 2:
            hold(theirs, by=actors.SYSTEM)

    menu = client.get(f"/tickets/{ticket.pk}/assignees/").content.decode()

    [mine] = [option for option in menu.split("</button>") if "Dewi Pranata" in option]
    assert ">2 of 8<" in mine
    assert ">Offline<" in mine


def test_resolving_offers_to_undo(client, ticket):
    answer = post(client, ticket, "resolution", version=ticket.version)

    ticket.refresh_from_db()
    assert ticket.status == "resolved"
    undo = json.loads(answer.headers["HX-Trigger"])["say"]["undo"]
    client.post(undo, headers=FETCH)
    ticket.refresh_from_db()
    assert ticket.status == "new"
    assert "Resolving was undone" in client.get(f"/tickets/{ticket.pk}/timeline/").content.decode()


def test_reopening_by_deleting_the_resolution(client, ticket):
    post(client, ticket, "resolution")

    client.delete(f"/tickets/{ticket.pk}/resolution/", headers=SCRIPT)

    ticket.refresh_from_db()
    assert ticket.status == "open"


def test_a_form_without_script_reopens_too(client, ticket):
    post(client, ticket, "resolution", script=False)

    answer = post(client, ticket, "resolution", script=False, _method="delete")

    assert answer.status_code == 302
    ticket.refresh_from_db()
    assert ticket.status == "open"


def test_on_hold_and_off_again(client, ticket):
    post(client, ticket, "hold")
    ticket.refresh_from_db()
    assert ticket.status == "on_hold"

    post(client, ticket, "hold", _method="delete")
    ticket.refresh_from_db()
    assert ticket.status == "open"


def test_a_category_is_set_and_taken_away(client, ticket):
    category = a_category(name="Kerusakan")

    post(client, ticket, "category", to=category.pk)
    ticket.refresh_from_db()
    assert ticket.category == category

    post(client, ticket, "category", to="")
    ticket.refresh_from_db()
    assert ticket.category is None


def test_the_subject_is_changed(client, ticket):
    post(client, ticket, "subject", to="  Meja   retak ", version=ticket.version)

    ticket.refresh_from_db()
    assert ticket.subject == "Meja retak"


def test_tags_come_and_go(client, ticket):
    post(client, ticket, "tags", name="VIP")
    assert [tag.name for tag in ticket.tags.all()] == ["vip"]

    client.post(f"/tickets/{ticket.pk}/tags/{Tag.objects.get().pk}/", headers=SCRIPT)
    assert not ticket.tags.exists()


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("priority", {"to": "extreme"}),
        ("priority", {}),
        ("category", {"to": "x"}),
        ("transfer", {"to": ""}),
        ("subject", {"to": " "}),
        ("subject", {"to": "x" * 501}),
        ("tags", {"name": ""}),
        ("tags", {"name": "a,b"}),
        ("assignment", {"to": "me"}),
        ("resolution", {"version": "x"}),
        ("hold", {"version": "-1"}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(client, ticket, what, said):
    before = Ticket.objects.filter(pk=ticket.pk).values().get()

    answer = post(client, ticket, what, **said)

    assert answer.status_code == 400
    assert answer.json()["error"]
    assert Ticket.objects.filter(pk=ticket.pk).values().get() == before


def test_looking_at_it_for_a_moment_marks_it_seen(client, ticket):
    assert client.post(f"/tickets/{ticket.pk}/seen/", headers=FETCH).status_code == 204

    ticket.refresh_from_db()
    assert ticket.unseen == 0


def test_following_and_no_longer(sign_in, ticket):
    admin = an_admin()
    client = sign_in(admin)

    post(client, ticket, "following")
    assert ticket.followers.get().agent == admin

    post(client, ticket, "following", _method="delete")
    assert not ticket.followers.exists()


def test_who_is_mentioned_may_look_and_leaves_by_unfollowing(sign_in, ticket, agent):
    outsider = an_agent(name="Sari Dewi")
    add_note(
        ticket,
        text="@Sari Dewi tolong",
        by=actors.agent(agent),
        agent=agent,
        client_key="6a6a1b0e-5d0c-4d3f-9a51-2f1e1a3f0002",
    )
    client = sign_in(outsider)
    assert client.get(f"/tickets/{ticket.pk}/").status_code == 200

    answer = post(client, ticket, "following", _method="delete")

    assert answer.headers["HX-Redirect"] == "/"
    assert client.get(f"/tickets/{ticket.pk}/").status_code == 404


def test_somebody_else_on_the_thread_gets_replies_once_accepted(client, ticket, agent):
    receives(ticket, participants=[("Budi", "budi@example.com")])
    one = Participant.objects.get()

    client.post(f"/tickets/{ticket.pk}/participants/{one.pk}/", headers=SCRIPT)

    assert a_reply(ticket, agent=agent).recipients["cc"] == [["Budi", "budi@example.com"]]


def test_a_participant_of_another_ticket_does_not_exist_here(client, ticket, team):
    receives(a_ticket(team=team), participants=[("Budi", "budi@example.com")])

    answer = client.post(f"/tickets/{ticket.pk}/participants/{Participant.objects.get().pk}/", headers=SCRIPT)

    assert answer.status_code == 404


def test_what_did_not_get_through_is_sent_again_or_left(client, ticket, agent):
    reply = a_reply(ticket, agent=agent)
    stuck = Delivery.objects.filter(message=reply)
    stuck.update(status="failed", state="dead", reason="mailbox_full")
    address = f"/tickets/{ticket.pk}/deliveries/{reply.delivery.pk}"

    client.post(f"{address}/giving-up/", headers=SCRIPT)
    assert stuck.get().given_up_at

    client.post(f"{address}/retry/", headers=SCRIPT)
    assert stuck.get().status == "queued"


def test_a_delivery_of_another_ticket_does_not_exist_here(client, ticket, team):
    reply = a_reply(a_ticket(team=team))
    Delivery.objects.update(status="failed", state="dead")

    address = f"/tickets/{ticket.pk}/deliveries/{reply.delivery.pk}/retry/"

    assert client.post(address, headers=SCRIPT).status_code == 404
