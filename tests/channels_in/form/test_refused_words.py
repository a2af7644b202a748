"""What a form does not take is said, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from channels_in.models import Receipt
from tests.channels_in.form.visitor import send


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "nobody"}, "This is no complete email address. It looks like name@example.com."),
        ({"email": ""}, "Please tell us your email address"),
        ({"text": " "}, "Please write your message."),
        ({"name": ""}, "Please tell us your name."),
        ({"text": "x" * 20_001}, "This is too long: at most 20000 characters, and these are 20001."),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"subject": "x" * 301}, "at most 300 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, form, fields, words):
    answer = send(client, form, **{"subject": "Typed subject", **fields})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Your message has not been sent yet." in page
    assert words in page
    assert fields.get("subject", "Typed subject") in page
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(
    ("field", "limit"), [("text", 20_000), ("subject", 300), ("name", 200), ("email", 320)]
)
def test_what_is_too_long_is_kept_whole_and_said(client, form, field, limit):
    typed = "x" * limit + "the end"

    answer = send(client, form, **{field: typed})

    assert answer.status_code == 422
    assert typed in answer.content.decode()
    assert "maxlength" not in answer.content.decode()


def test_only_who_chose_files_is_asked_to_choose_them_again(client, form):
    without = send(client, form, email="nobody")
    with_files = send(client, form, email="nobody", attachments=[SimpleUploadedFile("a.txt", b"x")])

    assert "Choose your files again" not in without.content.decode()
    assert "Choose your files again" in with_files.content.decode()


def test_too_many_files_are_refused(client, form):
    answer = send(client, form, attachments=[SimpleUploadedFile(f"{n}.txt", b"x") for n in range(6)])

    assert answer.status_code == 422
    assert not Receipt.objects.exists()
