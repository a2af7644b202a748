"""G15: a web chat full of visitors, agents who answer, and a web process that is killed in the middle."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from helpdesk.bench.chats import BACK_WITHIN, Chats, VisitorPages, open_chats, write
from helpdesk.bench.goal import Bench, Result
from helpdesk.bench.pages import Crowd, Heard, session_of
from helpdesk.bench.processes import kill
from helpdesk.bench.quiet import until_quiet
from helpdesk.bench.staff import staff_of
from helpdesk.bench.timing import Browser, spread
from tickets.models import Message

VISITORS, AGENTS, TEAMS = 1000, 100, 10
SECONDS, A_SECOND = 60.0, 5  # answers; a visitor writes for every fifth of them
MOST = 500.0  # ms, p95 from the click to the other side's page


@dataclass(frozen=True, slots=True)
class Said:
    """Words → the number of the chat, and when somebody clicked."""

    answers: dict[str, tuple[int, float]] = field(default_factory=dict)
    questions: dict[str, tuple[int, float]] = field(default_factory=dict)


def measure(bench: Bench) -> Result:
    staff = staff_of("G15", teams=TEAMS, agents=AGENTS, capacity=500)
    chats = open_chats(bench.port, team=staff.teams[0], visitors=bench.some(VISITORS))
    until_quiet()
    sessions = [session_of(agent) for agent in staff.agents]
    desks, visitors = Crowd(bench.port, sessions), VisitorPages(bench.port, chats)
    before = _talk(bench, sessions[0], chats, bench.seconds(SECONDS))
    time.sleep(2)
    kill("web", under=bench.pid)
    through = _talk(bench, sessions[0], chats, bench.seconds(5), patient=True)
    visitors.come_back()
    time.sleep(2)
    pages, heard = visitors.end(), desks.end()
    answers = before.answers | through.answers
    arrived, to_desks = _on_pages(pages, before), _on_desks(heard, chats, before)
    lost = sum(words not in pages[n]["heard"] for words, (n, _) in answers.items())
    doubled = sum(pages[n]["times"].get(words, 0) > 1 for words, (n, _) in answers.items())
    kept = _kept([*before.questions, *through.questions])
    figure, desk = spread(arrived or [60.0]), spread(to_desks or [60.0])
    asked = len(before.questions) + len(through.questions)
    return Result(
        goal="G15",
        met=max(figure.p95, desk.p95) <= MOST and not lost and not doubled and kept == asked,
        wanted=f"on the other side's page p95 <= {MOST:.0f} ms; 0 lost, also when the web process is killed",
        figure=figure.p95,
        facts={
            "visitors": len(chats.tokens),
            "agents": len(sessions),
            "answers": len(before.answers),
            "through_the_kill": len(through.answers),
            "lost": lost,
            "doubled": doubled,
            "questions": asked,
            "questions_kept_once": kept,
            "not_back": sum(page["opened"] < 2 for page in pages),
            "to_visitors": figure.as_dict(),
            "to_agents": desk.as_dict(),
        },
    )


def _talk(bench: Bench, session: str, chats: Chats, seconds: float, *, patient: bool = False) -> Said:
    """`patient`: while the web process comes back."""
    browser, street, said = Browser(bench.port), Browser(bench.port), Said()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session
    csrf = _csrf(browser, chats.tickets[0], patient=patient)
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        began, words = time.time(), _mark()
        fields = {"text": words, "client_key": str(uuid.uuid4()), "csrfmiddlewaretoken": csrf, "confirm": "1"}
        _post(browser, f"/tickets/{chats.tickets[number]}/replies/", fields, patient=patient)
        said.answers[words] = (number, began)
        if len(said.answers) % 5 == 0:
            asks, words = (number + 3) % len(chats.tickets), _mark()
            said.questions[words] = (asks, time.time())
            write(street, chats.key, chats.tokens[asks], words, patient=patient)
        number = (number + 7) % len(chats.tickets)
        time.sleep(max(0.0, 1 / A_SECOND - (time.time() - began)))
    return said


def _on_pages(pages: Sequence[dict[str, Any]], said: Said) -> list[float]:
    """Seconds from each answer to the page of its visitor, if it was told of it."""
    heard = ((pages[number]["heard"].get(words), began) for words, (number, began) in said.answers.items())
    return [at - began for at, began in heard if at is not None]


def _on_desks(heard: Sequence[Heard], chats: Chats, said: Said) -> list[float]:
    """Seconds from each question to each desk that was told of it."""
    found = []
    for number, began in said.questions.values():
        ticket = chats.tickets[number]
        for page in heard:
            after = (fact["at"] for fact in page.heard if _is_question(fact, ticket) and fact["at"] >= began)
            if (at := next(after, None)) is not None:
                found.append(at - began)
    return found


def _is_question(fact: dict[str, Any], ticket: int) -> bool:
    return bool(fact["ticket"] == ticket and fact["kind"] == "message.received")


def _kept(questions: Sequence[str]) -> int:
    """How many of them are exactly one message."""
    rows = list(Message.objects.filter(text__in=questions).values_list("text", flat=True))
    return sum(rows.count(words) == 1 for words in questions)


def _mark() -> str:
    return f"mark-{uuid.uuid4().hex[:12]}"


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
