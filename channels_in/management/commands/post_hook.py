from __future__ import annotations

import http.client
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.core.management.base import BaseCommand, CommandError

from channels_in.chat.reading import document
from channels_in.hooks.post import Answered, NotSignable, post
from channels_in.models import Connection

BY_TWILIO = {"sms", "voice"}
MEANINGS = {
    401: "refused: the signature is not right",
    403: "refused",
    404: "nobody is called there",
    413: "refused: too large",
    429: "refused: too many at once",
    503: "not taken now: switched off, or behind",
}


class Command(BaseCommand):
    help = (
        "Sign the body in each FILE as the channel's provider would and post it to the running server. "
        "Ends with 1 unless all of them were taken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("channel", help="its name or number, or its kind if it is the only one")
        parser.add_argument("files", nargs="+", metavar="FILE", help="a raw body; - is standard input")
        parser.add_argument("--times", type=int, default=1, help="post each so often, one after the other")
        parser.add_argument("--beneath", default="", help="what follows the hook's address, like status/KEY")
        parser.add_argument("--unsigned", action="store_true", help="without a signature: it must be refused")

    def handle(
        self,
        *args: Any,
        channel: str,
        files: list[str],
        times: int,
        beneath: str,
        unsigned: bool,
        **options: Any,
    ) -> None:
        connection, refused = _connection_of(channel), 0
        for name in files:
            raw = _as_sent(connection, _body_of(name))
            for _ in range(max(1, times)):
                answered = _posted(connection, raw, beneath=beneath, is_signed=not unsigned)
                self.stdout.write(f"{name}: {_words(answered)}")
                refused += not 200 <= answered.status < 300
        if refused:
            sys.exit(1)


def _connection_of(wanted: str) -> Connection:
    ours = Connection.objects.select_related("channel").order_by("channel__name")
    by_name = ours.filter(channel__name=wanted) or (
        ours.filter(channel=int(wanted)) if wanted.isdecimal() and len(wanted) < 10 else ours.none()
    )
    found = list(by_name or ours.filter(channel__kind=wanted))
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.channel.name for one in found or ours)
    raise CommandError(
        f"Several channels are of that kind: {names}. Name one of them."
        if found
        else f"No channel “{wanted}”. There are: {names or 'none'}."
    )


def _body_of(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error


def _as_sent(connection: Connection, raw: bytes) -> bytes:
    """Twilio posts forms: the fields of one may be written as JSON here."""
    fields = document(raw) if connection.channel.kind in BY_TWILIO else None
    return urlencode(fields).encode() if fields else raw


def _posted(connection: Connection, raw: bytes, *, beneath: str, is_signed: bool) -> Answered:
    try:
        return post(connection, raw, beneath=beneath, is_signed=is_signed)
    except NotSignable as error:
        raise CommandError(
            f"Nobody signs hooks of “{connection.channel.name}” ({connection.channel.kind}), "
            "or it has no secret to sign with yet."
        ) from error
    except (OSError, http.client.HTTPException) as error:
        raise CommandError(f"The server does not answer: {error or type(error).__name__}.") from error


def _words(answered: Answered) -> str:
    """The status, what it means, and what the door itself said."""
    meaning = "taken" if answered.status < 300 else MEANINGS.get(answered.status, "not taken")
    again = f", come again after {answered.retry_after} s" if answered.retry_after else ""
    said = answered.body.decode("utf-8", "replace").strip()[:500]
    return f"{answered.status} {meaning}{again}" + (f": {said}" if said else "")
