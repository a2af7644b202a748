"""Ask a route as somebody, and see what came of it; nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from tests.security.answers import faults_of
from tests.security.planted import NOTE, SECRETS
from tests.security.refusals import (
    ABSENT,
    AGENT,
    ELSEWHERE,
    FORBIDDEN,
    NOT_GENUINE,
    ROLES,
    SIGN_IN,
    STRANGER,
    SUPERVISOR_ELSEWHERE,
)
from tests.security.routes import routes
from tests.security.world import World

ROUTES = routes()
FORM = "application/x-www-form-urlencoded"
KEEPS_ITSELF = {
    "django_session",
    "usersessions_usersession",
    "account_emailaddress",  # allauth's copy of an agent's own address, made when it first needs one
    "readiness",  # a temporary table: the check that the database takes writes
    "channels_in_securityevent",  # counts refused knocks at the API
}
FRAMES = {"tickets:message-html"}
OWN_WORDS = "what somebody is still writing"  # shown to its writer, who is the agent of the team


class Asked:
    """The answers to every question that a test has asked already: the tests below read the same ones."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.browser = Client(raise_request_exception=False)  # one: each new one loads all middleware anew
        self.sessions = {role: world.session(role) for role in ROLES}
        self.known: dict[tuple[str, ...], Answer] = {}
        self.written = written()

    def __call__(self, name: str, role: str, method: str, *headers: tuple[str, str]) -> Answer:
        key = (name, role, method, *(header for header, _ in headers))
        if key not in self.known:
            self.known[key] = self._ask(name, role, method, dict(headers))
        return self.known[key]

    def status(self, role: str, method: str, address: str) -> int:
        with undone():
            answer = self.client(role).generic(method, address, b"", FORM)
            self.written = written()
        return answer.status_code

    def client(self, role: str) -> Client:
        """With the role's session, which no earlier question has ended."""
        self.browser.cookies = SimpleCookie(self.sessions[role])
        return self.browser

    def _ask(self, name: str, role: str, method: str, headers: dict[str, str]) -> Answer:
        address = self.world.address(name, ROUTES[name])
        with undone():
            answer = self.client(role).generic(method, address, b"", FORM, headers=headers)
            faults = faults_of(answer, secrets=hidden_from(role), may_style=name in FRAMES)
            before, self.written = self.written, written()
        tables = {table for table, rows in self.written.items() if rows != before.get(table, 0)}
        return Answer(answer.status_code, verdict_of(answer), tables, faults)


@dataclass(frozen=True)
class Answer:
    status: int
    verdict: str
    tables: set[str]  # written to
    faults: list[str]


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def written() -> dict[str, int]:
    """How many rows this transaction has inserted, changed or deleted so far, by table, undone or not."""
    with connection.cursor() as sql:
        sql.execute("select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables")
        return {table: rows for table, rows in sql.fetchall() if table not in KEEPS_ITSELF}


def hidden_from(role: str) -> dict[str, str]:
    secrets = {what: secret for what, secret in SECRETS.items() if role != AGENT or what != OWN_WORDS}
    return secrets | {"a note": NOTE} if role in {STRANGER, ELSEWHERE, SUPERVISOR_ELSEWHERE} else secrets


def verdict_of(answer: HttpResponse) -> str:
    if answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/"):
        return SIGN_IN
    return {401: NOT_GENUINE, 403: FORBIDDEN, 404: ABSENT}.get(answer.status_code, f"{answer.status_code}")
