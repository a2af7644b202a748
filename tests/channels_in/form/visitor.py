"""A public form, and a visitor who fills it in."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from channels_in.models import Connection
from tests.builders import a_channel


def a_form(*, channel: dict[str, Any] | None = None, **options: Any) -> Connection:
    return Connection.objects.create(
        channel=a_channel(kind="form", language="en", undo_seconds=0, **(channel or {})), options=options
    )


def send(client: Client, form: Connection, **fields: Any) -> HttpResponse:
    filled = {
        "name": "Rina",
        "email": "Rina@People.example",
        "subject": "Paket",
        "text": "Belum sampai",
        **fields,
    }
    return client.post(f"/forms/{form.token}/", filled)


def key_of(page: HttpResponse) -> str:
    """What makes an opened page one of its own."""
    found = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]
