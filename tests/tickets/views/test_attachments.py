import pytest

from tests.builders import a_note, a_team, a_ticket, an_agent
from tickets.incoming import ReceivedAttachment
from tickets.models import Attachment, Draft

pytestmark = pytest.mark.django_db

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def team():
    return a_team()


@pytest.fixture
def client(sign_in, team):
    return sign_in(an_agent(team))


def file_of(team, content, name="file", content_type="application/octet-stream"):
    sent = ReceivedAttachment(name=name, content_type=content_type, content=content)
    a_ticket(team=team, attachments=[sent])
    return Attachment.objects.latest("pk")


def test_a_raster_image_is_shown(client, team):
    answer = client.get(f"/attachments/{file_of(team, PNG, 'foto.png').key}/")

    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert b"".join(answer.streaming_content) == PNG


@pytest.mark.parametrize(
    ("content", "name", "claimed"),
    [
        (SVG, "logo.svg", "image/svg+xml"),
        (SVG, "logo.png", "image/svg+xml; x=image/png"),
        (HTML, "page.html", "text/html"),
        (HTML, "page.xhtml", "application/xhtml+xml"),
        (HTML, "photo.png", "image/png"),
        (b"%PDF-1.4", "faktur.pdf", "application/pdf"),
        (b"alert(1)", "app.js", "text/javascript"),
        (b"GIF89a=1;alert(1)", "x.gif", "image/gif"),
    ],
)
def test_everything_else_is_saved_whatever_it_claims_to_be(client, team, content, name, claimed):
    answer = client.get(f"/attachments/{file_of(team, content, name, claimed).key}/")

    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_nothing_in_a_file_can_run(client, team):
    answer = client.get(f"/attachments/{file_of(team, SVG).key}/")

    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("faktur.pdf", 'attachment; filename="faktur.pdf"'),
        ("faktur Ü.pdf", "attachment; filename*=utf-8''faktur%20%C3%9C.pdf"),
        ('a"b\\c.pdf', 'attachment; filename="c.pdf"'),
        ("../../etc/passwd", 'attachment; filename="passwd"'),
        ("inv\u200boice.php", 'attachment; filename="invoice.php"'),
        ("evil\r\nSet-Cookie: x=1.pdf", 'attachment; filename="evilSet-Cookie: x=1.pdf"'),
        ("<script>.pdf", 'attachment; filename="<script>.pdf"'),
    ],
)
def test_a_name_is_quoted_and_never_a_path_or_a_header(client, team, name, shown):
    answer = client.get(f"/attachments/{file_of(team, b'%PDF-1.4', name).key}/")

    assert answer.headers["Content-Disposition"] == shown
    assert "Set-Cookie" not in answer.headers or "x=1" not in answer.headers["Set-Cookie"]


def test_a_picture_can_be_saved_too(client, team):
    answer = client.get(f"/attachments/{file_of(team, PNG).key}/?download")

    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_of_a_ticket_out_of_sight_does_not_exist(sign_in, team):
    key = file_of(team, PNG).key

    assert sign_in(an_agent(a_team())).get(f"/attachments/{key}/").status_code == 404


def test_a_file_is_out_of_reach_as_soon_as_its_ticket_is(sign_in, team):
    agent = an_agent(team)
    client, key = sign_in(agent), file_of(team, PNG).key
    assert client.get(f"/attachments/{key}/").status_code == 200

    agent.memberships.all().delete()

    assert client.get(f"/attachments/{key}/").status_code == 404


def test_an_upload_to_a_draft_is_its_agents_own(sign_in, team):
    ticket, agent = a_ticket(team=team), an_agent(team)
    draft = Draft.objects.create(ticket=ticket, agent=agent, kind="reply")
    file = file_of(team, PNG)
    Attachment.objects.filter(pk=file.pk).update(message=None, draft=draft)

    assert sign_in(agent).get(f"/attachments/{file.key}/").status_code == 200
    assert sign_in(an_agent(team)).get(f"/attachments/{file.key}/").status_code == 404


@pytest.mark.parametrize("key", ["1", "../../secret", "%2e%2e%2f", "x" * 200])
def test_a_guessed_key_finds_nothing(client, key):
    assert client.get(f"/attachments/{key}/").status_code == 404


def test_a_row_whose_file_is_gone_is_a_404(client, team):
    from tickets import attachment_files

    file = file_of(team, PNG)
    attachment_files.remove([file.key])

    assert client.get(f"/attachments/{file.key}/").status_code == 404


def test_a_name_with_markup_is_text_on_the_page(client, team):
    file = file_of(team, b"%PDF-1.4", '"><img src=x onerror=alert(1)>.pdf')
    a_note(file.message.ticket)

    page = client.get(f"/tickets/{file.message.ticket_id}/").content.decode()

    assert "<img src=x" not in page
