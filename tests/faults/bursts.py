"""R6: whoever writes at all doors in the same moment is one customer, with one matter at each door."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial

from people.models import Team
from tests.builders import a_customer
from tests.faults import balance
from tests.faults.company import a_door_of, a_team_of_its_own, known
from tests.faults.doors import ApiDoor, MailDoor, a_mail, a_message
from tests.faults.facts import Facts, hits_of
from tests.faults.load import markers
from tests.faults.site import Site
from tests.together import at_once

MOST = 100
BY_API, BY_MAIL = 8, 2  # first messages of each contact


def r6_first_messages_make_one_ticket(site: Site, seconds: float) -> Facts:
    """Half of the contacts are known: then no new row serialises what must be serialised."""
    before, team = site.hits.copy(), a_team_of_its_own()
    door, last = a_door_of(site, team), balance.last_message()
    site.others.start("worker")
    contacts = [f"{uuid.uuid4().hex}@people.example" for _ in range(min(MOST, int(2 * seconds)))]
    for contact in contacts[::2]:
        a_customer(contact)
    wanted: list[str] = []
    for contact in contacts:
        wanted += _writes_everywhere(site, door, contact)
        if contact in contacts[:: max(1, len(contacts) // 3)]:
            site.kill_one_child("worker")
    drained = balance.wait_until_drained(30)
    site.others.send_home()
    facts = {**balance.verdict(wanted, since=last), **_counts(team, contacts)}
    right = facts["by_api"] == facts["people"] == len(contacts) and facts["by_mail"] == BY_MAIL * len(
        contacts
    )
    return {
        **facts,
        "contacts": len(contacts),
        "faults": hits_of(site, before),
        "drained_seconds": drained,
        "ok": right and drained >= 0 and not (facts["lost"] or facts["doubled"] or facts["ghosts"]),
    }


def _writes_everywhere(site: Site, door: ApiDoor, contact: str) -> list[str]:
    by_api, by_mail = markers(BY_API), markers(BY_MAIL)
    mail = MailDoor(site.smtp_port)
    said: list[Callable[[], object]] = [
        *(partial(door.post, [_by_api(marker, contact)], key=marker) for marker in by_api),
        *(partial(mail.hand_over, a_mail(marker, sender=contact), contact) for marker in by_mail),
    ]
    for answer in at_once(said):
        if isinstance(answer, Exception):
            raise answer
    return by_api + by_mail


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
