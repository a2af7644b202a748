"""R6: whoever writes at all doors in the same moment is one customer, with one matter at each door."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from people.models import Team
from tests.builders import a_customer
from tests.faults import balance
from tests.faults.company import a_door_of, a_team_of_its_own, known
from tests.faults.doors import ApiDoor, MailDoor, a_mail, a_message
from tests.faults.facts import Facts, hits_of
from tests.faults.load import markers
from tests.faults.site import Site

MOST = 100
BY_API, BY_MAIL = 8, 2  # first messages of each contact
GROUP = 5  # contacts who write at the same time: a worker takes ten, so two begin with the same one
TOGETHER = 8
SHORT = 10  # seconds: such a run does not wait for the leases of the dead


def r6_first_messages_make_one_ticket(site: Site, seconds: float) -> Facts:
    """Half of the contacts are known: then no new row serialises what must be serialised."""
    before, team = site.hits.copy(), a_team_of_its_own()
    door, last = a_door_of(site, team), balance.last_message()
    site.others.start("worker")
    contacts = [f"{uuid.uuid4().hex}@people.example" for _ in range(min(MOST, GROUP * int(seconds)))]
    for contact in contacts[::2]:
        a_customer(contact)
    wanted: list[str] = []
    for first in range(0, len(contacts), GROUP):
        wanted += _write_everywhere(site, door, contacts[first : first + GROUP])
        if site.chance.random() < 1 / 4:
            site.kill_one_child("worker")
    drained = balance.wait_until_drained(30, hurry=seconds < SHORT)
    site.others.send_home()
    facts = {**balance.verdict(wanted, since=last), **_counts(team, contacts)}
    count = len(contacts)
    right = facts["by_api"] == facts["people"] == count and facts["by_mail"] == BY_MAIL * count
    return {
        **facts,
        "contacts": count,
        "faults": hits_of(site, before),
        "drained_seconds": drained,
        "ok": right and drained >= 0 and not (facts["lost"] or facts["doubled"] or facts["ghosts"]),
    }


def _write_everywhere(site: Site, door: ApiDoor, contacts: list[str]) -> list[str]:
    """In turns, while the workers are held back: let go, each of them takes a part of everybody's."""
    mail = MailDoor(site.smtp_port)
    by_api = [(marker, contact) for _ in range(BY_API) for contact, marker in _marked(contacts)]
    by_mail = [(marker, contact) for _ in range(BY_MAIL) for contact, marker in _marked(contacts)]
    works = [
        *(partial(door.post, [_by_api(marker, contact)], key=marker) for marker, contact in by_api),
        *(partial(mail.hand_over, a_mail(marker, sender=contact), contact) for marker, contact in by_mail),
    ]
    with site.frozen("worker"), ThreadPoolExecutor(TOGETHER) as pool:
        for done in [pool.submit(work) for work in works]:
            done.result()
    return [marker for marker, _ in (*by_api, *by_mail)]


def _marked(contacts: list[str]) -> Iterator[tuple[str, str]]:
    return zip(contacts, markers(len(contacts)), strict=True)


def _by_api(marker: str, contact: str) -> dict[str, object]:
    return {**a_message(marker), "customer": {"email": contact}}


def _counts(team: Team, contacts: list[str]) -> dict[str, int]:
    """Conversations at each door, and customers behind the addresses."""
    of_contacts = "customer_id in (select customer_id from people_identity where address = any(%s))"
    return {
        "by_api": balance.number("select count(*) from tickets_ticket where team_id = %s", team.pk),
        "by_mail": balance.number(
            f"select count(*) from tickets_ticket where channel_id = %s and {of_contacts}",
            known().mail.pk,
            contacts,
        ),
        "people": balance.number(
            "select count(distinct customer_id) from people_identity where address = any(%s)", contacts
        ),
    }
