"""R9: mails made to hurt are got over; what comes beside them hardly notices."""

from __future__ import annotations

import threading
import uuid

from channels_in.mail.limits import WALL_SECONDS
from helpdesk.bench.timing import Spread, spread
from tests.channels_in.mail.poison import POISON
from tests.channels_in.mails import crlf
from tests.faults import balance
from tests.faults.doors import MailDoor
from tests.faults.facts import Facts, hits_of
from tests.faults.load import Sent, send_all
from tests.faults.site import Site

RATE = 8  # mails a second
SHARE = 100  # one in so many is poison, and one at least
UNREADABLE = 1  # empty mails: nothing can be read, so a person looks at them
UNNOTICED = 1.0  # seconds: a delay that nobody minds
SHORT = 10  # seconds: in such a run every tenth mail is poison, and the others wait for it once
TIMES = 2.0  # the delay of the others beside poison, against without


def r9_poison_does_not_stop_the_others(site: Site, seconds: float) -> Facts:
    before, last = site.hits.copy(), balance.last_message()
    door = MailDoor(site.smtp_port)
    calm = _load(door, seconds / 2, site)
    balance.wait_until_drained(30)
    middle, first_item = balance.last_message(), _last_item()
    names = site.chance.sample(list(POISON), max(2, int(RATE * seconds / 2 / SHARE)))
    poisoned = threading.Thread(target=_poison, args=(door, names))
    poisoned.start()
    beside = _load(door, seconds / 2, site, hang=True)
    poisoned.join()
    drained = balance.wait_until_drained(30)
    quiet, loud = _delays(last, middle, calm), _delays(middle, 2**62, beside)
    bearable = max(TIMES * quiet.p95, 1000 * (UNNOTICED if seconds >= SHORT else WALL_SECONDS))
    outcomes = _outcomes_of_the_rest(first_item, len(beside.accepted))
    facts = balance.verdict([*calm.accepted, *beside.accepted], since=last)
    return {
        **{name: facts[name] for name in ("accepted", "lost", "doubled")},
        "poison": names,
        "poison_seen": outcomes,
        "delay_ms": {"without": quiet.p95, "beside": loud.p95},
        "drained_seconds": drained,
        "faults": hits_of(site, before),
        "ok": not (facts["lost"] or facts["doubled"])
        and drained >= 0
        and outcomes["all"] == len(names) + UNREADABLE
        and outcomes["dead"] >= UNREADABLE
        and loud.p95 <= bearable,
    }


def _load(door: MailDoor, seconds: float, site: Site, *, hang: bool = False) -> Sent:
    timer = threading.Timer(seconds / 2, site.kill_readers)
    if hang:
        timer.start()
    sent = send_all([door], int(RATE * seconds), seconds=seconds, chance=site.chance)
    timer.cancel()
    return sent


def _poison(door: MailDoor, names: list[str]) -> None:
    """Each is another mail than in the run before."""
    for name in names:
        mark = b"X-Run: %s\n" % uuid.uuid4().hex.encode()
        door.hand_over(crlf(mark + POISON[name]), "poisoner@people.example")
    for _ in range(UNREADABLE):
        door.hand_over(b"", "poisoner@people.example")


def _delays(after: int, until: int, sent: Sent) -> Spread:
    """From our yes at the door to the message on its ticket."""
    rows = balance.ask(
        "select m.text, extract(epoch from e.created_at - m.created_at) from tickets_message m"
        " join events_event e on e.kind = 'message.received' and e.ticket_id = m.ticket_id"
        " and (e.data->>'message')::bigint = m.id where m.id > %s and m.id <= %s",
        after,
        until,
    )
    return spread(
        [float(str(delay)) for text, delay in rows if balance.markers_in(text) & sent.accepted.keys()]
    )


def _last_item() -> int:
    return balance.number("select coalesce(max(id), 0) from channels_in_receiptitem")


def _outcomes_of_the_rest(after: int, others: int) -> dict[str, int]:
    """Of what came besides the mails that carry a marker: each has an outcome."""
    rows = balance.ask(
        "select outcome, count(*) from channels_in_receiptitem where id > %s group by 1", after
    )
    found = {str(outcome): int(str(count)) for outcome, count in rows}
    return {"all": sum(found.values()) - others, "dead": found.get("dead", 0), "open": found.get("None", 0)}
