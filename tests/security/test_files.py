"""Through whichever door a file comes: only who sees its ticket can save it, and nobody can run it."""

from __future__ import annotations

import base64
import math
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from channels_in.models.connection import new_token
from people.models import Company
from tests import builders
from tests.channels_in.api.requests import a_message, an_api, post
from tests.channels_in.form.visitor import a_form
from tests.channels_in.mails import a_mail, a_mailbox, arrives, work
from tickets import attachment_files
from tickets.models import Attachment

pytestmark = pytest.mark.django_db
SCRIPT = b"<script>alert(1)</script>"
HOSTILE = [
    ("logo.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("page.html", "text/html", b"<!doctype html>" + SCRIPT),
    ("page.xhtml", "application/xhtml+xml", b'<html xmlns="http://www.w3.org/1999/xhtml">' + SCRIPT),
    ("photo.png", "image/png", SCRIPT),
    ("app.js", "text/javascript", b"alert(1)"),
    (".htaccess", "text/plain", b"AddType text/html .png"),
    ("shell.pht", "application/x-httpd-php", b"<?php system($_GET['c']);"),
]


@pytest.fixture
def team(db):
    Company.objects.update_or_create(pk=Company.ONLY, defaults={"name": "Nusa Living", "ticket_prefix": "NL"})
    return builders.a_team()


def by_mail(team, name, content_type, content) -> None:
    box = a_mailbox(channel={"team": team})
    mail: EmailMessage = a_mail(box.address)
    kind, _, subtype = content_type.partition("/")
    mail.add_attachment(content, maintype=kind, subtype=subtype, filename=name)
    arrives(box, mail)


def by_form(team, name, content_type, content) -> None:
    form = a_form(channel={"team": team})
    said = {"name": "Rina", "email": "rina@people.example", "subject": "Paket", "text": "Halo"}
    Client().post(
        f"/forms/{form.token}/", {**said, "attachments": [SimpleUploadedFile(name, content, content_type)]}
    )
    work()


def by_api(team, name, content_type, content) -> None:
    api = an_api()
    type(api.channel).objects.filter(pk=api.channel_id).update(team=team)
    file = {"name": name, "content_type": content_type, "content": base64.b64encode(content).decode()}
    answer = post(Client(), api, a_message(attachments=[file]))
    assert answer.status_code == 200, answer.content
    work()


@pytest.mark.parametrize("door", [by_mail, by_form, by_api])
@pytest.mark.parametrize(("name", "content_type", "content"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_what_could_run_is_only_ever_saved(team, door, name, content_type, content):
    door(team, name, content_type, content)
    file = Attachment.objects.latest("pk")
    client = Client()
    client.force_login(builders.an_agent(team))

    answer = client.get(f"/attachments/{file.key}/")

    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == content


@pytest.mark.parametrize("door", [by_mail, by_form, by_api])
def test_a_strangers_browser_gets_no_file(team, door):
    door(team, "faktur.pdf", "application/pdf", b"%PDF-1.4")
    file = Attachment.objects.latest("pk")
    elsewhere = Client()
    elsewhere.force_login(builders.an_agent(builders.a_team()))

    assert Client().get(f"/attachments/{file.key}/").status_code == 302
    assert elsewhere.get(f"/attachments/{file.key}/").status_code == 404
    for guess in (file.pk, file.key[:-1], file.key.swapcase(), "0" * len(file.key)):
        assert elsewhere.get(f"/attachments/{guess}/").status_code == 404


def test_what_names_a_file_or_a_door_cannot_be_guessed():
    keys = {attachment_files.store([b"x"], limit=10).key for _ in range(50)}
    tokens = {new_token() for _ in range(50)}

    assert len(keys) == len(tokens) == 50
    assert _bits(keys) >= 128
    assert _bits(tokens) >= 128


def test_the_folder_of_files_is_served_by_nobody(team, settings):
    by_form(team, "page.html", "text/html", SCRIPT)
    key = Attachment.objects.latest("pk").key
    client = Client()
    client.force_login(builders.an_admin())

    for place in (f"/static/../files/{key}", f"/files/{key}", f"/media/{key}", f"/static/files/{key}"):
        assert client.get(place).status_code == 404


def _bits(words: set[str]) -> float:
    """By the letters that occur: a lower bound of what was drawn at random."""
    alphabet = {letter for word in words for letter in word}
    return math.log2(len(alphabet)) * min(map(len, words))
