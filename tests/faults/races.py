"""R10: agents who do the same at the same moment do not overwrite each other without a word."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from people.models import Agent, Team
from tests.faults import balance
from tests.faults.agent import AgentBrowser
from tests.faults.company import a_door_of, a_member, a_team_of_its_own
from tests.faults.doors import a_message
from tests.faults.facts import Facts, hits_of
from tests.faults.load import markers
from tests.faults.site import Site
from tests.together import at_once

AGENTS = 8
MOST = 200
PER_SECOND = 3


@dataclass(frozen=True)
class Try:
    """What one agent does to the ticket, and what they were told."""

    what: str
    path: str
    form: dict[str, object]


@dataclass(frozen=True)
class Seen:
    """What all of them have before their eyes."""

    ticket: int
    version: int
    message: int
    priority: str


def r10_nobody_is_overwritten_silently(site: Site, seconds: float) -> Facts:
    """Two answer, two take it, two say how urgent it is, one notes, one tags: all in the same moment."""
    before, team = site.hits.copy(), a_team_of_its_own()
    agents = [a_member(team) for _ in range(AGENTS)]
    browsers = [AgentBrowser(site.port, agent.email) for agent in agents]
    tickets = _tickets(site, team, min(MOST, int(PER_SECOND * seconds)))
    deadlocks = _deadlocks()
    wrong: list[str] = []
    for seen in tickets:
        turns = site.chance.sample(range(AGENTS), AGENTS)
        wrong += _race(seen, [(agents[turn], browsers[turn]) for turn in turns])
    return {
        "accepted": len(tickets),
        "lost": sum("lost" in one for one in wrong),
        "doubled": sum("twice" in one for one in wrong),
        "wrong": wrong[:10],
        "deadlocks": _deadlocks() - deadlocks,
        "drained_seconds": balance.wait_until_drained(30),
        "faults": hits_of(site, before),
        "ok": not wrong and bool(tickets) and _deadlocks() == deadlocks,
    }


def _tickets(site: Site, team: Team, count: int) -> list[Seen]:
    door = a_door_of(site, team)
    for marker in markers(count):
        door.post([a_message(marker, customer=marker)], key=marker)
    balance.wait_until_drained(30)
    balance.wait_until(lambda: balance.reactions_owed() == 0, 30)
    rows = balance.ask(
        "select t.id, t.version, t.priority, max(m.id) from tickets_ticket t"
        " join tickets_message m on m.ticket_id = t.id where t.team_id = %s group by t.id",
        team.pk,
    )
    return [
        Seen(int(str(ticket)), int(str(version)), int(str(message)), str(priority))
        for ticket, version, priority, message in rows
    ]


def _race(seen: Seen, agents: list[tuple[Agent, AgentBrowser]]) -> list[str]:
    """What went wrong."""
    tries = _tries(seen)
    works: list[Callable[[], object]] = [
        partial(browser.post, one.path, **one.form) for one, (_, browser) in zip(tries, agents, strict=True)
    ]
    answers = at_once(works)
    yes: Counter[str] = Counter()
    wrong = []
    for one, answer in zip(tries, answers, strict=True):
        if not isinstance(answer, int) or answer >= 500:
            wrong.append(f"{one.what} on {seen.ticket}: {answer}")
        elif answer < 400:
            yes[one.what] += 1
    there = _there(seen)
    yes["claim"] += there["answered"]  # who answers what nobody has, has it
    for what in ("reply", "claim", "priority", "note", "tag"):
        if yes[what] != 1 and what != "tag":
            wrong.append(f"{what} on {seen.ticket}: {yes[what]} were told yes, {answers}")
        if there[what] != yes[what]:
            kind = "lost" if there[what] < yes[what] else "twice"
            wrong.append(f"{what} on {seen.ticket} {kind}: {there[what]} there, {yes[what]} told yes")
    return wrong


def _tries(seen: Seen) -> list[Try]:
    at = f"/tickets/{seen.ticket}"
    others = [one for one in ("low", "normal", "high", "urgent") if one != seen.priority]
    reply = {"text": "On its way.", "seen_message_id": seen.message}
    return [
        *(Try("reply", f"{at}/replies/", {**reply, "client_key": uuid.uuid4()}) for _ in range(2)),
        *(Try("claim", f"{at}/claim/", {}) for _ in range(2)),
        *(Try("priority", f"{at}/priority/", {"to": to, "version": seen.version}) for to in others[:2]),
        Try("note", f"{at}/notes/", {"text": "Asked the depot.", "client_key": uuid.uuid4()}),
        Try("tag", f"{at}/tags/", {"name": "race"}),
    ]


def _there(seen: Seen) -> Counter[str]:
    """What the ticket says that happened to it, by people."""
    queries = {
        "reply": "select count(*) from tickets_message where ticket_id = %s and direction = 'outbound'",
        "claim": "select count(*) from events_event where ticket_id = %s and kind = 'ticket.assigned'",
        "answered": "select count(*) from events_event where ticket_id = %s"
        " and kind = 'ticket.assigned' and data->>'reason' = 'answered'",
        "priority": "select count(*) from events_event where ticket_id = %s"
        " and kind = 'ticket.priority_changed' and actor_kind = 'agent'",
        "note": "select count(*) from tickets_note where ticket_id = %s",
        "tag": "select count(*) from tickets_ticket_tags where ticket_id = %s",
    }
    return Counter({what: balance.number(query, seen.ticket) for what, query in queries.items()})


def _deadlocks() -> int:
    return balance.number("select deadlocks from pg_stat_database where datname = current_database()")
