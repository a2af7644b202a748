"""G10: what one agent writes, on the sockets of all others and on a colleague's screen."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from events.models import Event
from helpdesk.bench.colleague import Colleague
from helpdesk.bench.goal import Bench, Result
from helpdesk.bench.openings import tickets_for
from helpdesk.bench.pages import Crowd, Heard, Screen, session_of
from helpdesk.bench.quiet import until_quiet
from helpdesk.bench.staff import Staff, staff_of
from helpdesk.bench.timing import Browser, Spread, spread

AGENTS = 50
CROWDS = (100, 500)
NOTES, PAUSE = 25, 1.3  # seconds between: longer than a page ever waits (live/changes.js)
AWAY, WHILE_AWAY = 10, 3  # sockets that are cut, and notes that they miss
MOST = {100: 250.0, 500: 500.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    sockets: Spread
    screen: Spread
    lost: int
    unseen: int
    not_caught_up: int

    def as_dict(self) -> dict[str, Any]:
        return {
            "sockets": self.sockets.as_dict(),
            "screen": self.screen.as_dict(),
            "lost_on_sockets": self.lost,
            "unseen_on_screen": self.unseen,
            "not_caught_up": self.not_caught_up,
        }


def measure(bench: Bench) -> Result:
    staff = staff_of("G10", teams=1, agents=AGENTS, capacity=10)
    ticket, other = tickets_for(bench, "G10", team=staff.teams[0], count=2)
    rounds = {
        size: _round(bench, staff, ticket, other, bench.some(size))
        for size in CROWDS[: bench.rounds(len(CROWDS))]
    }
    met = all(
        one.screen.p95 <= MOST[size] and not (one.lost or one.unseen or one.not_caught_up)
        for size, one in rounds.items()
    )
    first = rounds[CROWDS[0]]
    return Result(
        goal="G10",
        met=met,
        wanted="on the screen p95 <= 250 ms with 100 pages open, <= 500 ms with 500; 0 lost, also by pages "
        "that were cut off",
        figure=first.screen.p95,
        floor=first.sockets.p95,
        ratio=round(first.screen.p95 / first.sockets.p95, 2),
        facts={str(bench.some(size)): one.as_dict() for size, one in rounds.items()},
    )


def _round(bench: Bench, staff: Staff, ticket: int, other: int, size: int) -> Round:
    until_quiet()
    sessions = [session_of(agent) for agent in staff.agents]
    writer = Colleague(bench.port, sessions[0], ticket)
    before = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
    crowd = Crowd(bench.port, [sessions[n % AGENTS] for n in range(size)])
    with Screen(bench.port, sessions[1], f"/tickets/{ticket}/") as screen:
        sent = dict(_write(writer, bench.some(NOTES)))
        time.sleep(2 * PAUSE)
        seen = screen.seen()
    crowd.leave(AWAY)
    missed = Colleague(bench.port, sessions[0], other)
    for _ in range(WHILE_AWAY):
        missed.write()
    crowd.come_back()
    heard = crowd.end()
    late = [seen[mark] - began for mark, began in sent.items() if mark in seen]
    on_sockets = _on_sockets(heard, ticket, before, list(sent.values()))
    return Round(
        sockets=spread(on_sockets),
        screen=spread(late or [60.0]),
        lost=len(sent) * size - len(on_sockets),
        unseen=len(sent) - len(late),
        not_caught_up=_not_caught_up(bench, heard[:AWAY], sessions, other),
    )


def _write(writer: Colleague, notes: int) -> list[tuple[str, float]]:
    sent = []
    for _ in range(notes):
        sent.append(writer.write())
        time.sleep(PAUSE)
    return sent


def _on_sockets(heard: list[Heard], ticket: int, before: int, began: list[float]) -> list[float]:
    """Seconds from each note to each socket."""
    events = Event.objects.filter(ticket_id=ticket, kind="note.added", pk__gt=before).order_by("pk")
    started = dict(zip(events.values_list("pk", flat=True), began, strict=True))
    return [
        fact["at"] - started[fact["event"]]
        for page in heard
        for fact in page.heard
        if fact["event"] in started
    ]


def _not_caught_up(bench: Bench, away: list[Heard], sessions: list[str], ticket: int) -> int:
    """Who was cut off asks what happened since; how many are not told of the ticket."""
    failed = 0
    for number, page in enumerate(away):
        browser = Browser(bench.port)
        browser.cookies[settings.SESSION_COOKIE_NAME] = sessions[number % AGENTS]
        answer = browser.get_json(f"/live/since/?cursor={page.cursor}&shown=")
        failed += not (answer["full"] or ticket in answer["tickets"])
    return failed
