"""Signing in with OAuth2: renewed in time, once, and an alarm when that is refused (F2)."""

from __future__ import annotations

import base64
import dataclasses
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.db import connection as database
from django.utils import timezone

from channels_in.mail.oauth2 import ensure_access_token
from channels_in.models import Connection, MailboxCursor
from tests.channels_in.imap.mailbox import look
from tests.channels_in.mails import a_mailbox

pytestmark = pytest.mark.django_db(transaction=True)


class TokenServer:
    """Gives a new access token and a new refresh token each time; the old one is worth nothing then."""

    def __init__(self) -> None:
        self.asked: list[dict[str, list[str]]] = []
        self.refuses = False
        self.good = "refresh-0"


@pytest.fixture
def tokens(settings) -> Iterator[TokenServer]:
    state = TokenServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            state.asked.append(form)
            good = form["refresh_token"] == [state.good] and not state.refuses
            state.good = f"refresh-{len(state.asked)}"
            answer: dict[str, Any] = (
                {
                    "access_token": f"access-{len(state.asked)}",
                    "refresh_token": state.good,
                    "expires_in": 3600,
                }
                if good
                else {"error": "invalid_grant", "error_description": "planted-secret"}
            )
            raw = json.dumps(answer).encode()
            self.send_response(200 if good else 400)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_address[1]}/token"
    inside = frozenset({("127.0.0.1", server.server_address[1])})
    settings.MAIL = dataclasses.replace(settings.MAIL, inside_hosts=inside)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield state
    server.shutdown()
    server.server_close()


def a_granted_mailbox(tokens: TokenServer, port: int = 1, **grant: Any) -> Connection:
    server = {"host": "127.0.0.1", "port": port, "tls": "none", "user": "help@ours.example", "auth": "oauth2"}
    given = {
        "client_id": "alur",
        "client_secret": "planted-secret",
        "refresh_token": "refresh-0",
        "token_url": tokens.url,
    }
    return a_mailbox(
        options={"receives": "imap", "imap": {**server, "start": "all"}},
        secrets={"oauth2": {**given, **grant}},
    )


def test_a_token_is_asked_for_once_and_used_until_it_ends(tokens):
    mailbox = a_granted_mailbox(tokens)

    first = ensure_access_token(mailbox)
    again = ensure_access_token(Connection.objects.get(pk=mailbox.pk))

    assert (first, again) == ("access-1", "access-1")
    assert len(tokens.asked) == 1
    assert tokens.asked[0]["grant_type"] == ["refresh_token"]


def test_a_token_is_renewed_before_it_ends_with_the_newest_refresh_token(tokens):
    mailbox = a_granted_mailbox(tokens)
    ensure_access_token(mailbox)
    soon = (timezone.now() + timedelta(minutes=4)).isoformat()
    mailbox.secrets["oauth2"]["expires_at"] = soon
    mailbox.save(update_fields=["secrets"])

    assert ensure_access_token(mailbox) == "access-2"
    assert tokens.asked[1]["refresh_token"] == ["refresh-1"]
    assert Connection.objects.get(pk=mailbox.pk).secrets["oauth2"]["refresh_token"] == "refresh-2"


def test_workers_that_need_a_token_at_once_renew_it_once(tokens):
    mailbox = a_granted_mailbox(tokens)
    got = []

    def worker() -> None:
        got.append(ensure_access_token(Connection.objects.get(pk=mailbox.pk)))
        database.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert got == ["access-1"] * 4
    assert len(tokens.asked) == 1


def test_a_refused_renewal_raises_the_alarm_says_no_secret_and_loses_no_mail(tokens):
    tokens.refuses = True
    mailbox = a_granted_mailbox(tokens)

    assert look(mailbox) is False

    mailbox.refresh_from_db()
    assert (mailbox.health, mailbox.problem) == ("failing", "imap_token")
    assert "planted-secret" not in mailbox.problem_detail + MailboxCursor.objects.get().last_error
    assert MailboxCursor.objects.get().last_uid == 0


def test_a_token_server_inside_our_network_is_not_asked(tokens, settings):
    settings.MAIL = dataclasses.replace(settings.MAIL, inside_hosts=frozenset())
    mailbox = a_granted_mailbox(tokens)

    assert look(mailbox) is False
    assert tokens.asked == []


def test_the_token_signs_in_at_the_server(tokens):
    with an_imap_server() as (port, said):
        mailbox = a_granted_mailbox(tokens, port)
        assert look(mailbox)

    assert base64.b64decode(said[0]).decode() == "user=help@ours.example\x01auth=Bearer access-1\x01\x01"


ANSWERS = {
    "EXAMINE": ["* 0 EXISTS", "* OK [UIDVALIDITY 7] ok", "* OK [UIDNEXT 1] ok"],
    "UID": ["* SEARCH"],
    "CAPABILITY": ["* CAPABILITY IMAP4rev1 AUTH=XOAUTH2"],
    "AUTHENTICATE": ["+ "],
}


@contextmanager
def an_imap_server() -> Iterator[tuple[int, list[str]]]:
    """Just enough of one to be signed in to with a token and to hold no mail."""
    said: list[str] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        client, _ = listening.accept()
        with client, client.makefile("rwb") as line:
            say(line, "* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] ready")
            while raw := line.readline():
                tag, command, *_ = raw.decode().split()
                say(line, *ANSWERS.get(command, []))
                if command == "AUTHENTICATE":
                    said.append(line.readline().decode().strip())
                say(line, f"{tag} OK done")

    threading.Thread(target=serve, daemon=True).start()
    yield listening.getsockname()[1], said
    listening.close()


def say(line: Any, *words: str) -> None:
    line.write("".join(f"{one}\r\n" for one in words).encode())
    line.flush()
