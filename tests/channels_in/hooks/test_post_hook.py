"""`manage.py post_hook`: a body, signed as its provider would, at the door of the running server."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from channels_in.models import Connection, Receipt
from tests.builders import a_channel
from tests.channels_in.direct import hooks as direct
from tests.channels_in.line import hooks as line
from tests.channels_in.mails import a_mailbox
from tests.channels_in.sms import hooks as sms
from tests.channels_in.telegram import hooks as telegram
from tests.channels_in.whatsapp import hooks as whatsapp


def an_api() -> Connection:
    channel = a_channel(kind="api", language="en")
    return Connection.objects.create(channel=channel, secrets={"signing": ["ours", "older"]})


MAKERS = {
    "whatsapp": whatsapp.a_number,
    "messenger": direct.a_page,
    "instagram": direct.an_instagram,
    "telegram": telegram.a_bot,
    "line": line.a_line,
    "sms": sms.a_number,
    "api": an_api,
}
BODIES = {
    "sms": lambda: json.dumps(sms.an_sms("Halo")).encode(),
    "api": lambda: json.dumps({"messages": [{"id": "1", "customer": {"id": "c"}, "text": "Halo"}]}).encode(),
    "telegram": lambda: json.dumps(telegram.an_update(telegram.a_said())).encode(),
}


@pytest.fixture
def server(live_server, settings):
    settings.BIND, settings.PORT = live_server.thread.host, live_server.thread.port
    settings.BASE_URL = live_server.url
    return live_server


@pytest.fixture
def file(tmp_path):
    def written(raw: bytes) -> str:
        place = tmp_path / "body"
        place.write_bytes(raw)
        return str(place)

    return written


def posted(*args: str, **options: object) -> tuple[str, int]:
    """What it said, and how it ended."""
    out = io.StringIO()
    try:
        call_command("post_hook", *args, stdout=out, **options)
    except SystemExit as end:
        return out.getvalue(), int(str(end.code))
    return out.getvalue(), 0


def test_each_provider_is_believed_with_its_signature_and_refused_without(server, file):
    for kind, make in MAKERS.items():
        connection = make()
        body = file(BODIES.get(kind, lambda: b'{"object": "nothing of ours"}')())

        taken, refused = posted(kind, body, times=2), posted(kind, body, unsigned=True)

        assert taken[1] == 0, (kind, taken)
        assert taken[0].count("200 taken") == 2
        assert refused[1] == 1
        assert "401 refused: the signature is not right" in refused[0]
        assert Receipt.objects.filter(connection=connection).count() == 2, kind


def test_whoever_is_not_signed_or_not_there_is_told_in_words(db, settings, file):
    a_mailbox()
    settings.PORT = 1
    body = file(b"{}")
    whatsapp.a_number(name="Toko")
    whatsapp.a_number(name="Gudang")

    for args, words in (
        (("mail", body), "Nobody signs hooks"),
        (("pigeon", body), "No channel “pigeon”"),
        (("whatsapp", body), "Gudang, Toko"),
        (("Toko", body), "The server does not answer"),
        (("Toko", "/nowhere"), "cannot be read"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("post_hook", *args)
