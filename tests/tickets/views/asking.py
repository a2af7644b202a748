"""What the page of a ticket sends, and what it is told."""

import json
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.tickets.views.conftest import FETCH, SCRIPT


def post(client, ticket, what, script=True, **said):
    return client.post(f"/tickets/{ticket.pk}/{what}/", said, headers=SCRIPT if script else {})


def said_in(answer):
    return json.loads(answer.headers["HX-Trigger"])["say"]["words"]


def reply(client, ticket, *, script=True, **said):
    seen = ticket.messages.order_by("-pk").values_list("pk", flat=True).first()
    form = {"text": "Kami kirim yang baru", "client_key": uuid4(), "seen_message_id": seen, **said}
    return client.post(f"/tickets/{ticket.pk}/replies/", form, headers=FETCH if script else {})


def save(client, ticket, text, version=0, kind="reply"):
    body = json.dumps({"text": text, "version": version})
    return client.put(
        f"/tickets/{ticket.pk}/draft/{kind}/", body, content_type="application/json", headers=FETCH
    )


def attach(client, ticket, content=b"%PDF-1.4 invoice", name="faktur.pdf", kind="reply"):
    file = SimpleUploadedFile(name, content)
    return client.post(f"/tickets/{ticket.pk}/draft/{kind}/attachments/", {"file": file}, headers=FETCH)
