"""R5: no ticket lies about for no reason, nobody gets too much, and what a person gave stays."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from people.actions.set_presence import choose_presence, heartbeat, mark_offline
from people.models import Agent, Presence, Team
from tests.faults import balance
from tests.faults.agent import AgentBrowser
from tests.faults.company import a_door_of, a_member, a_team_of_its_own
from tests.faults.doors import a_message
from tests.faults.facts import Facts, hits_of
from tests.faults.load import markers
from tests.faults.site import Site
from tests.together import with_own_connection

CAPACITY = 4
PICKED_UP = 30.0  # seconds after there is room
BY_HAND = 3


def r5_no_ticket_is_orphaned(site: Site, seconds: float) -> Facts:
    """Work comes while those who give it out are killed and those who take it leave; then others arrive."""
    before, team = site.hits.copy(), a_team_of_its_own()
    agents = [a_member(team, capacity=CAPACITY) for _ in range(4)]
    count = max(24, int(seconds))
    watch = _Watch(team, agents[:3])
    with watch:
        wanted = _work_comes(site, team, count)
        ends = time.monotonic() + seconds
        mark_offline(agents[0])  # in the middle of being given work
        while time.monotonic() < ends:
            site.chance.choice((site.kill, site.kill_one_child))("worker")
            time.sleep(site.chance.uniform(1, 3))
        full = balance.wait_until(lambda: len(_given(team)) >= 2 * CAPACITY, PICKED_UP)
        given = _take_by_hand(site, agents[3], team)
        watch.comes(agents[3], capacity=count)
        picked_up = balance.wait_until(lambda: not _waiting(team) and len(_tickets(team)) >= count, PICKED_UP)
    kept = {ticket for ticket in given if _tickets(team).get(ticket) == agents[3].pk}
    facts = {
        "accepted": len(wanted),
        "lost": count - len(_tickets(team)),
        "doubled": max(0, len(_tickets(team)) - count),
        "without_reason": watch.without_reason,
        "over_capacity": watch.over_capacity,
        "taken_from_people": len(given) - len(kept),
        "full_after_seconds": full,
        "picked_up_seconds": picked_up,
    }
    bad = any(
        facts[name] for name in ("lost", "doubled", "without_reason", "over_capacity", "taken_from_people")
    )
    return {
        **facts,
        "faults": hits_of(site, before),
        "drained_seconds": picked_up,
        "ok": not bad and bool(given) and full >= 0 and 0 <= picked_up <= PICKED_UP,
    }


class _Watch(threading.Thread):
    """Beats as the agents' browsers do, and looks all the time whether something is wrong."""

    def __init__(self, team: Team, agents: Sequence[Agent]) -> None:
        super().__init__(daemon=True)
        self.team, self.there = team, list(agents)
        self.without_reason = self.over_capacity = 0
        self._over = threading.Event()
        for agent in agents:
            choose_presence(agent, Presence.Status.AVAILABLE)

    def comes(self, agent: Agent, *, capacity: int) -> None:
        Agent.objects.filter(pk=agent.pk).update(capacity=capacity)
        choose_presence(agent, Presence.Status.AVAILABLE)
        self.there.append(agent)

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join(30)

    def run(self) -> None:
        with_own_connection(self._look)

    def _look(self) -> None:
        while not self._over.wait(0.3):
            self.without_reason = max(self.without_reason, balance.without_reason())
            self.over_capacity = max(self.over_capacity, _over_capacity(self.team))
            for agent in self.there[1:]:  # the first one has gone
                heartbeat(agent)


def _work_comes(site: Site, team: Team, count: int) -> list[str]:
    door, wanted = a_door_of(site, team), markers(count)
    for marker in wanted:
        door.post([a_message(marker, customer=marker)], key=marker)
    return wanted


def _take_by_hand(site: Site, agent: Agent, team: Team) -> list[int]:
    """By somebody who is not there for the machine to choose."""
    browser = AgentBrowser(site.port, agent.email)
    waiting = _waiting(team)[:BY_HAND]
    return [ticket for ticket in waiting if browser.post_until_answered(f"/tickets/{ticket}/claim/") < 400]


def _tickets(team: Team) -> dict[int, object]:
    rows = balance.ask("select id, assignee from acct_ticket where team = %s", team.pk)
    return {int(str(ticket)): assignee for ticket, assignee in rows}


def _waiting(team: Team) -> list[int]:
    return [ticket for ticket, assignee in _tickets(team).items() if assignee is None]


def _given(team: Team) -> list[int]:
    return [ticket for ticket, assignee in _tickets(team).items() if assignee is not None]


def _over_capacity(team: Team) -> int:
    return balance.number(
        "select count(*) from (select a.id from people_agent a join acct_ticket t on t.assignee = a.id"
        " where t.team = %s and t.status in ('new', 'open') group by a.id, a.capacity"
        " having count(*) > a.capacity) over_full",
        team.pk,
    )
