import pytest

from tests.builders import a_team, a_ticket, an_agent
from tests.tickets.views.test_attachments import PNG
from tickets.incoming import ReceivedAttachment
from tickets.models import Attachment

pytestmark = pytest.mark.django_db

STORED = '<p>Halo</p><img alt="logo" data-attachment="0"><img data-remote-src="https://ads.example/p.gif?id=7&amp;x=1">'


@pytest.fixture
def team():
    return a_team()


@pytest.fixture
def client(sign_in, team):
    return sign_in(an_agent(team, language="en"))


@pytest.fixture
def message(team):
    logo = ReceivedAttachment(name="logo.png", content_type="image/png", content=PNG, is_inline=True)
    ticket = a_ticket(team=team, html=STORED, has_remote_images=True, attachments=[logo])
    return ticket.messages.get()


def frame_of(client, message, query=""):
    return client.get(f"/tickets/{message.ticket_id}/messages/{message.pk}/html/{query}")


def test_the_document_runs_nothing_and_loads_only_our_images(client, message):
    answer = frame_of(client, message)

    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == "'self' data:"
    assert policy["form-action"] == policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert "allow-scripts" not in policy["sandbox"]
    assert "script-src" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_mails_own_images_are_in_their_place(client, message):
    page = frame_of(client, message).content.decode()

    assert f'src="/attachments/{Attachment.objects.get().key}/"' in page


def test_images_of_others_stay_away_until_asked_for(client, message):
    page = frame_of(client, message).content.decode()

    assert ' src="https://ads.example' not in page


def test_asked_for_they_come_this_once(client, message):
    answer = frame_of(client, message, "?images=shown")

    assert ' src="https://ads.example/p.gif?id=7&amp;x=1"' in answer.content.decode()
    assert "img-src 'self' data: https: http:" in answer.headers["Content-Security-Policy"]
    assert ' src="https://ads.example' not in frame_of(client, message).content.decode()


def test_the_page_offers_the_frame_and_warns_of_images(client, message):
    page = client.get(f"/tickets/{message.ticket_id}/").content.decode()

    assert f'data-src="/tickets/{message.ticket_id}/messages/{message.pk}/html/"' in page
    assert "they would tell the sender that you looked" in page
    assert "ads.example" not in page


def test_a_mail_out_of_sight_or_under_another_number_does_not_exist(sign_in, client, message, team):
    other = a_ticket(team=team)

    assert frame_of(sign_in(an_agent(a_team())), message).status_code == 404
    assert client.get(f"/tickets/{other.pk}/messages/{message.pk}/html/").status_code == 404
