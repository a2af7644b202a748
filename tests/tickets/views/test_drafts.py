import pytest

from tests.builders import an_agent
from tests.tickets.views.asking import save
from tests.tickets.views.conftest import FETCH
from tickets.models import Draft

pytestmark = pytest.mark.django_db


def test_a_draft_is_kept_and_is_there_when_the_page_opens_again(client, ticket):
    first = save(client, ticket, "Halo")
    save(client, ticket, "Halo kak", first.json()["version"])

    page = client.get(f"/tickets/{ticket.pk}/").content.decode()

    assert ">Halo kak</textarea>" in page
    assert f'data-draft="reply" data-version="{Draft.objects.get().version}">Halo kak<' in page


def test_two_windows_do_not_overwrite_each_other(client, ticket):
    save(client, ticket, "Halo")
    version = Draft.objects.get().version
    save(client, ticket, "dari jendela satu", version)

    answer = save(client, ticket, "dari jendela dua", version)

    assert answer.status_code == 409
    assert answer.json()["version"] == Draft.objects.get().version
    assert Draft.objects.get().text == "dari jendela satu"


def test_a_colleague_does_not_see_what_i_am_writing(sign_in, client, ticket, team):
    save(client, ticket, "Rahasia saya")

    page = sign_in(an_agent(team)).get(f"/tickets/{ticket.pk}/").content.decode()

    assert "Rahasia saya" not in page


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"text": 1}', '{"text": "x"}', '{"version": 0, "text": "' + "x" * 200_001 + '"}']
)
def test_a_draft_that_is_none_is_refused_in_words(client, ticket, body):
    answer = client.put(
        f"/tickets/{ticket.pk}/draft/reply/", body, content_type="application/json", headers=FETCH
    )

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_draft_can_be_thrown_away(client, ticket):
    save(client, ticket, "Halo")

    assert client.delete(f"/tickets/{ticket.pk}/draft/reply/").status_code == 204
    assert not Draft.objects.exists()
