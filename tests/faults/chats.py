"""R1, R2, R6 for all chats together: their hooks, signed, fifty a second, while processes are killed."""

from __future__ import annotations

import hashlib
import http.client
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle
from typing import Any

from channels_in import kinds
from channels_in.meta.signature import app_of
from channels_in.models import Connection
from channels_in.simulator.acts import Act, Letter, Person
from channels_in.simulator.manners.table import MANNERS
from people.models import Team
from tests.builders import a_channel
from tests.faults import balance
from tests.faults.company import a_team_of_its_own
from tests.faults.doors import PATIENCE, NotTaken, customer_of, text_of
from tests.faults.facts import Facts, hits_of
from tests.faults.load import Sent, burst, markers
from tests.faults.site import Site
from tests.faults.under_load import under_load

RATE = 50  # hooks a second, over all kinds
QUICK = 1.5  # seconds within which 95 of 100 are told yes while the broker is away
GROUP, FIRST = 4, 8  # contacts a kind who write together, first messages of each
SHORT = 10


class ChatDoor:
    """A provider that tells us what customers write; what it tells again is the very same."""

    at_once = 1

    def __init__(self, site: Site, connection: Connection) -> None:
        self.site, self.connection = site, connection
        self.manners = MANNERS[connection.channel.kind]
        self._written: dict[str, Letter] = {}

    def give(self, markers: Sequence[str], *, key: str) -> None:
        for marker in markers:
            letter = self._written.get(marker)
            if letter is None:
                person = Person(address=self.address(customer_of(marker)), name="Rina")
                letter = self._written.setdefault(marker, self._said(marker, person))
            self.post(letter)

    def says(self, marker: str, number: int) -> None:
        self.post(self._said(marker, Person(address=self.address(number), name="Rina")))

    def address(self, number: int) -> str:
        """A customer's: one that this provider could have given."""
        digest = hashlib.sha256(f"{self.connection.pk}:{number}".encode()).hexdigest()
        digits = str(10**11 + int(digest[:9], 16) % 10**10)
        return (
            f"U{digest[:32]}" if self.connection.channel.kind == "line" else self.manners.address_of(digits)
        )

    def post(self, letter: Letter) -> None:
        beneath = f"{letter.beneath}/" if letter.beneath else ""
        path = f"/hooks/{self.connection.token}/{beneath}"
        door = kinds.KINDS[self.connection.channel.kind].door
        address = f"http://127.0.0.1:{self.site.port}{path}"
        headers = door.signed(letter.body, self.connection, address) if door else None
        line = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=PATIENCE)
        try:
            line.request("POST", path, letter.body, headers or {})
            answer = line.getresponse()
            answer.read()
        finally:
            line.close()
        if answer.status != 200:
            raise NotTaken(f"{self.connection.channel.kind} {answer.status}")

    def _said(self, marker: str, person: Person) -> Letter:
        act = Act(kind="text", name=self.manners.new_name(), text=text_of(marker), at=time.time())
        return self.manners.said(self.connection, person, act)


def r1_every_chat_is_taken_in_once(site: Site, seconds: float) -> Facts:
    ways = chat_doors(site, a_team_of_its_own())
    turns = cycle(
        (
            lambda: site.kill("worker"),
            lambda: site.kill("web"),
            lambda: site.kill_one_child("worker"),
            lambda: site.kill("valkey"),
            lambda: site.freeze("worker", 1.0),
            lambda: site.kill("postgres"),
        )
    )

    def fault() -> None:
        next(turns)()
        time.sleep(site.chance.uniform(0.3, 2))

    def in_the_act(sent: Sent) -> None:
        burst(ways, sent)
        site.kill_while("worker", balance.somebody_holds_a_receipt)

    return under_load(site, seconds, fault, at_last=in_the_act, through=ways, rate=RATE)


def r2_chats_do_not_need_the_broker(site: Site, seconds: float) -> Facts:
    ways = chat_doors(site, a_team_of_its_own())
    turns = cycle((site.wipe_valkey, lambda: site.freeze("valkey", min(10.0, seconds / 4))))

    def fault() -> None:
        next(turns)()
        time.sleep(site.chance.uniform(0.5, 2))

    def before_anybody_takes_them(sent: Sent) -> None:
        with site.frozen("worker"):
            burst(ways, sent)
            site.wipe_valkey()

    facts = under_load(site, seconds, fault, at_last=before_anybody_takes_them, through=ways, rate=RATE)
    facts["ok"] = facts["ok"] and facts["yes_ms"]["p95"] <= 1000 * QUICK
    return facts


def r6_first_messages_of_a_chat_make_one_ticket(site: Site, seconds: float) -> Facts:
    """Eight first messages of each at once, on every chat, while the workers are held back and one dies."""
    before, team, last = site.hits.copy(), a_team_of_its_own(), balance.last_message()
    ways = chat_doors(site, team)
    site.others.start("worker")
    wanted = markers(len(ways) * GROUP * FIRST)
    turn = iter(wanted)
    works = [
        partial(door.says, next(turn), number)
        for door in ways
        for number in range(GROUP)
        for _ in range(FIRST)
    ]
    site.chance.shuffle(works)
    with site.frozen("worker"), ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(work) for work in works]:
            done.result()
    site.kill_one_child("worker")
    drained = balance.wait_until_drained(30, hurry=seconds < SHORT)
    site.others.send_home()
    facts = balance.verdict(wanted, since=last)
    tickets = balance.number("select count(*) from tickets_ticket where team_id = %s", team.pk)
    return {
        **facts,
        "contacts": len(ways) * GROUP,
        "tickets": tickets,
        "drained_seconds": drained,
        "faults": hits_of(site, before),
        "ok": tickets == len(ways) * GROUP and drained >= 0 and not (facts["lost"] or facts["doubled"]),
    }


def chat_doors(site: Site, team: Team) -> list[ChatDoor]:
    return [ChatDoor(site, a_chat(kind, team)) for kind in MANNERS]


def a_chat(kind: str, team: Team) -> Connection:
    """A channel of a provider, with secrets of its own."""
    channel = a_channel(
        kind=kind, team=team, language="en", undo_seconds=0, name=f"{kind} {uuid.uuid4().hex}"
    )
    secret, number = uuid.uuid4().hex, str(10**14 + uuid.uuid4().int % 10**14)
    options: dict[str, Any] = {"apps": [app_of(secret)], "per_second": 100_000, "account_sid": f"AC{secret}"}
    options |= {"number": f"+1{number[:10]}", "page_id": number}
    held = {
        **{"app_secrets": [secret], "access_token": secret, "webhook_secrets": [secret]},
        **{
            "bot_token": f"{number[:9]}:{secret}",
            "channel_secrets": [secret],
            "channel_access_token": secret,
        },
        **{"auth_tokens": [secret]},
    }
    address = number if kind in {"whatsapp", "messenger", "instagram"} else ""
    return Connection.objects.create(channel=channel, address=address, options=options, secrets=held)
