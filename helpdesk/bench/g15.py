"""G15: a web chat full of visitors, agents who answer, and a web process that is killed in the middle."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import uuid
from typing import Any

from django.conf import settings
from django.utils import timezone

from channels_in.models import Connection, Visitor
from channels_in.webchat.visitors import hash_of, new_token
from helpdesk.bench.goal import Bench, Result
from helpdesk.bench.pages import Crowd, session_of
from helpdesk.bench.processes import kill
from helpdesk.bench.quiet import until_quiet
from helpdesk.bench.staff import Staff, staff_of
from helpdesk.bench.timing import Browser, spread
from tickets.models import Channel, Ticket

VISITORS, AGENTS, TEAMS = 1000, 100, 10
SECONDS, A_SECOND = 60.0, 5  # answers
MOST = 500.0  # ms, p95 from the agent's click to the visitor's page
BACK_WITHIN = 60.0
COME_BACK = 20.0  # pages come back by themselves, spread over some seconds, and catch up
WIDE = [[1_000_000, 60]]
WHAT = (
    "messages.visitor",
    "messages.network",
    "messages.all",
    "chats.visitor",
    "chats.network",
    "visits.all",
)


def measure(bench: Bench) -> Result:
    staff = staff_of("G15", teams=TEAMS, agents=AGENTS, capacity=500)
    connection, tokens = _chat(staff), [new_token() for _ in range(bench.some(VISITORS))]
    tickets = _open_chats(bench, connection, tokens)
    until_quiet()
    sessions = [session_of(agent) for agent in staff.agents]
    desks = Crowd(bench.port, sessions)
    visitors = _Visitors(bench.port, connection.token, tokens)
    sent = _answer(bench, sessions, tickets, bench.seconds(SECONDS))
    time.sleep(2)
    kill("web", under=bench.pid)
    missed = _answer(bench, sessions, tickets, bench.seconds(5), patient=True)
    time.sleep(COME_BACK)
    pages = visitors.end()
    desks.end()
    arrived = [
        pages[number]["heard"][words] - began
        for words, (number, began) in sent.items()
        if words in pages[number]["heard"]
    ]
    lost = sum(words not in pages[number]["heard"] for words, (number, _) in {**sent, **missed}.items())
    figure = spread(arrived or [60.0])
    return Result(
        goal="G15",
        met=figure.p95 <= MOST and not lost,
        wanted=f"on the visitor's page p95 <= {MOST:.0f} ms; 0 lost, also when the web process is killed",
        figure=figure.p95,
        facts={
            "visitors": len(tokens),
            "agents": len(sessions),
            "answers": len(sent),
            "through_the_kill": len(missed),
            "lost": lost,
            "not_back": sum(page["opened"] < 2 for page in pages),
            "spread": figure.as_dict(),
        },
    )


class _Visitors:
    """Their pages, in a process of their own."""

    def __init__(self, port: int, key: str, tokens: list[str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "helpdesk.bench.visitors"],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._tell(json.dumps({"port": port, "key": key, "tokens": tokens}))

    def end(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._tell("end")
        self._process.wait(30)
        return found

    def _tell(self, words: str) -> Any:
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("no pipes")
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("The visitors are gone.")
        return json.loads(answer)


def _chat(staff: Staff) -> Connection:
    """All visitors here have one address: what a network may do says nothing."""
    fields = {"kind": "webchat", "team_id": staff.teams[0], "language": "en", "undo_seconds": 0}
    channel, _ = Channel.objects.get_or_create(name="G15 chat", defaults=fields)
    options = {"limits": dict.fromkeys(WHAT, WIDE)}
    connection, _ = Connection.objects.get_or_create(channel=channel, defaults={"options": options})
    return connection


def _open_chats(bench: Bench, connection: Connection, tokens: list[str]) -> list[int]:
    """Each says hello, by the door; the tickets in their order."""
    now = timezone.now()
    rows = [
        Visitor(connection=connection, token_hash=hash_of(token), language="en", seen_at=now)
        for token in tokens
    ]
    Visitor.objects.bulk_create(rows)
    browser = Browser(bench.port)
    for token in tokens:
        said = {"v": 1, "token": token, "key": str(uuid.uuid4()), "text": "Hello?"}
        status = browser.post_text(f"/chat/{connection.token}/messages/", json.dumps(said))
        if status != 202:
            raise RuntimeError(f"A message was answered with {status}.")
    own = [row.own_address for row in rows]
    mine = Ticket.objects.filter(customer__identities__address__in=own, channel=connection.channel_id)
    by_address = dict(mine.values_list("customer__identities__address", "pk"))
    return [by_address[address] for address in own]


def _answer(
    bench: Bench, sessions: list[str], tickets: list[int], seconds: float, *, patient: bool = False
) -> dict[str, tuple[int, float]]:
    """Words → whose they are, and when the agent clicked. `patient`: while the web process comes back."""
    browser, sent = Browser(bench.port), {}
    browser.cookies[settings.SESSION_COOKIE_NAME] = sessions[0]
    csrf = _csrf(browser, tickets[0], patient=patient)
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        words = f"mark-{uuid.uuid4().hex[:12]}"
        fields = {"text": words, "client_key": str(uuid.uuid4()), "csrfmiddlewaretoken": csrf, "confirm": "1"}
        began = time.time()
        _post(browser, f"/tickets/{tickets[number]}/replies/", fields, patient=patient)
        sent[words] = (number, began)
        number = (number + 7) % len(tickets)
        time.sleep(max(0.0, 1 / A_SECOND - (time.time() - began)))
    return sent


def _csrf(browser: Browser, ticket: int, *, patient: bool) -> str:
    until = time.monotonic() + BACK_WITHIN
    while True:
        try:
            page = browser.get(f"/tickets/{ticket}/")
            return page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        except (OSError, RuntimeError):
            if not patient or time.monotonic() > until:
                raise
            time.sleep(0.2)


def _post(browser: Browser, path: str, fields: dict[str, str], *, patient: bool) -> None:
    """The same click again, until it is answered."""
    until = time.monotonic() + BACK_WITHIN
    while True:
        try:
            status = browser.post(path, fields)
            if status in {201, 302}:
                return
            if not patient:
                raise RuntimeError(f"A reply was answered with {status}.")
        except OSError:
            if not patient:
                raise
        if time.monotonic() > until:
            raise RuntimeError("The web process did not come back.")
        time.sleep(0.2)
