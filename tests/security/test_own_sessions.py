"""An agent sees where they are signed in and ends one of these sessions, never the one they are using."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db
LIST = "/accounts/sessions/"


@pytest.fixture
def agent():
    return somebody()


def somebody(make=builders.an_agent):
    agent = make(language="en")
    agent.set_password(builders.PASSWORD)
    agent.save()
    return agent


def signed_in(agent) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": agent.email, "password": builders.PASSWORD})
    return client


def session_of(client: Client) -> UserSession:
    return UserSession.objects.get(session_key=client.session.session_key)


def ends(client: Client, session: UserSession, **more):
    return client.post(f"/me/sessions/{session.pk}/ending/", **more)


def is_signed_in(client: Client) -> bool:
    return client.get("/live/since/?cursor=1:1:").status_code == 200


def test_one_session_is_ended_and_the_others_go_on(agent):
    here, there, elsewhere = signed_in(agent), signed_in(agent), signed_in(agent)
    page = here.get(LIST).content.decode()
    assert f"/me/sessions/{session_of(there).pk}/ending/" in page

    assert ends(here, session_of(there))["Location"] == LIST

    assert not is_signed_in(there)
    assert is_signed_in(here)
    assert is_signed_in(elsewhere)


def test_the_one_in_use_is_not_offered_and_not_ended(agent):
    here = signed_in(agent)
    own = session_of(here)

    assert f"/me/sessions/{own.pk}/ending/" not in here.get(LIST).content.decode()
    answer = ends(here, own, follow=True)

    assert is_signed_in(here)
    assert "This is the browser you are using" in answer.content.decode()


def test_nobody_ends_a_session_of_somebody_else(agent):
    theirs = signed_in(somebody())

    for who in (signed_in(agent), signed_in(somebody(builders.an_admin))):
        assert ends(who, session_of(theirs)).status_code == 404
    assert is_signed_in(theirs)


def test_ones_own_address_is_shown_and_changed_by_an_admin_alone(agent):
    client = signed_in(agent)
    said = {"email": "other@evil.example", "action_add": "1"}

    assert agent.email in client.get("/accounts/email/").content.decode()
    assert client.post("/accounts/email/", said).status_code == 405

    agent.refresh_from_db()
    assert agent.email != "other@evil.example"
    assert agent.emailaddress_set.count() == 0


@pytest.mark.parametrize("place", ["/tickets/", LIST, "/no/such/page/", "/live/since/?cursor=1:1:"])
def test_a_page_stays_on_no_disk(agent, place):
    answer = signed_in(agent).get(place)

    assert answer.headers["Cache-Control"] == "private, no-store"
