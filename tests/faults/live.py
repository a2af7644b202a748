"""R11: what open browsers show is what the database holds, seconds after whatever broke is back."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

from people.models import Team
from tests.faults import balance
from tests.faults.agent import AgentBrowser
from tests.faults.company import a_door_of, a_member, a_team_of_its_own
from tests.faults.facts import Facts, hits_of
from tests.faults.load import send_all
from tests.faults.site import Site
from tests.faults.viewer import Viewer

VIEWERS = 4
RATE = 10  # messages a second
CONVERGED = 3.0  # seconds after a browser is connected again
RECONNECTED = 30.0
AWAY = 2.0


def r11_open_browsers_converge(site: Site, seconds: float) -> Facts:
    """Web and Valkey are killed and frozen, sockets dropped, while messages keep coming."""
    before, team = site.hits.copy(), a_team_of_its_own()
    door = a_door_of(site, team)
    viewers = [Viewer(site.port, a_member(team).email, team.pk) for _ in range(VIEWERS)]
    colleague = AgentBrowser(site.port, a_member(team).email)
    for viewer in viewers:
        viewer.start()
    all(viewer.connected.wait(RECONNECTED) for viewer in viewers)
    turns = cycle(
        (
            lambda: site.kill("web"),
            lambda: site.kill("valkey"),
            lambda: [viewer.drop() for viewer in viewers],
            lambda: site.freeze("valkey", min(3.0, seconds / 4)),
        )
    )
    with ThreadPoolExecutor(1) as pool:
        load = pool.submit(send_all, [door], int(RATE * seconds), seconds=seconds, chance=site.chance)
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            next(turns)()
            time.sleep(site.chance.uniform(0.5, 1.5))
        sent = load.result()
    drained = balance.wait_until_drained(30)
    with site.without("valkey"):  # the sockets stay: what is pushed now, nobody hears
        told = _takes_some(colleague, team)
    _while_they_are_away(viewers, lambda: _takes_some(colleague, team))
    balance.wait_until(lambda: balance.reactions_owed() == 0, 30)
    connected = balance.wait_until(lambda: all(viewer.connected.is_set() for viewer in viewers), RECONNECTED)
    converged = balance.wait_until(lambda: not _stale(viewers, team), RECONNECTED)
    stale = _stale(viewers, team)
    for viewer in viewers:
        viewer.stop()
    return {
        "accepted": len(sent.accepted),
        "done_unheard": told,
        "lost": stale,
        "doubled": 0,
        "drained_seconds": drained,
        "reconnected_seconds": connected,
        "converged_seconds": converged,
        "sockets_lost": sum(viewer.dropped for viewer in viewers),
        "faults": hits_of(site, before),
        "ok": bool(told) and not stale and drained >= 0 and connected >= 0 and 0 <= converged <= CONVERGED,
    }


def _while_they_are_away(viewers: list[Viewer], work: Callable[[], object]) -> None:
    for viewer in viewers:
        viewer.drop(seconds=AWAY)
    balance.wait_until(lambda: not any(viewer.connected.is_set() for viewer in viewers), AWAY)
    work()


def _takes_some(colleague: AgentBrowser, team: Team) -> int:
    """How many tickets they took."""
    tickets = balance.ask("select id from acct_ticket where team = %s and assignee is null limit 5", team.pk)
    return sum(colleague.post_until_answered(f"/tickets/{ticket}/claim/") < 400 for (ticket,) in tickets)


def _stale(viewers: list[Viewer], team: Team) -> int:
    """Cards that do not show what is."""
    rows = balance.ask("select id, version from acct_ticket where team = %s", team.pk)
    truth = {int(str(ticket)): int(str(version)) for ticket, version in rows}
    return sum(viewer.shown.get(ticket) != version for viewer in viewers for ticket, version in truth.items())
