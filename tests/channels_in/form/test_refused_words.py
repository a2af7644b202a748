"""What a form does not take is said, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from channels_in.models import Receipt
from tests.channels_in.form.visitor import send


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "nobody"}, "valid email"),
        ({"text": " "}, "required"),
        ({"name": ""}, "required"),
        ({"text": "x" * 20_001}, "at most 20000"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, form, fields, words):
    answer = send(client, form, **{"subject": "Typed subject", **fields})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Typed subject" in page
    assert not Receipt.objects.exists()


def test_a_text_that_is_too_long_is_kept_whole_and_said(client, form):
    text = "x" * 20_001 + "the end"

    answer = send(client, form, text=text)

    assert answer.status_code == 422
    assert "the end" in answer.content.decode()
    assert 'maxlength="20000"' not in answer.content.decode()


def test_too_many_files_are_refused(client, form):
    answer = send(client, form, attachments=[SimpleUploadedFile(f"{n}.txt", b"x") for n in range(6)])

    assert answer.status_code == 422
    assert not Receipt.objects.exists()
