"""R3: every reply leaves once, or an agent sees why not, whatever happens at the provider's door."""

from __future__ import annotations

import time
import uuid
from collections import Counter

from channels_in.models import Connection
from tests.channels_in.mails import a_server
from tests.faults import balance
from tests.faults.agent import AgentBrowser
from tests.faults.company import known
from tests.faults.doors import MailDoor
from tests.faults.facts import Facts, hits_of
from tests.faults.load import markers, send_all
from tests.faults.provider import MOODS, Provider
from tests.faults.site import Site

RATE = 1.0  # replies a second, at least one for every mood
LEASE = 180.0  # seconds that a delivery which was being sent when its worker died waits before it is in doubt
RETRY = 80.0  # seconds until a mail that the provider put off is tried again
PATIENCE = LEASE + RETRY + 60  # after the last kill
OPEN = ("queued", "sending")


def r3_a_reply_leaves_once_or_says_why_not(site: Site, seconds: float) -> Facts:
    """Workers are killed while the provider holds a mail. A short run does not wait for leases."""
    before, provider = site.hits.copy(), Provider(site.chance)
    with a_server(provider, port=site.provider_port) as port:
        _send_through(port)
        replies = _answer_customers(site, max(len(MOODS), int(RATE * seconds)))
        _kill_in_mid_send(site, provider, seconds)
        settled = balance.wait_until(lambda: _all_settled(replies, hurry=seconds < 60), PATIENCE)
    return {**_verdict(replies, provider), "faults": hits_of(site, before), "drained_seconds": settled}


def _send_through(port: int) -> None:
    mail = Connection.objects.get(channel=known().mail)
    mail.options = {**mail.options, "smtp": {"host": "127.0.0.1", "port": port, "tls": "none"}}
    mail.save(update_fields=["options"])


def _answer_customers(site: Site, count: int) -> dict[str, int]:
    """Customers write, an agent answers each. Marker of the reply → its message."""
    last = balance.last_message()
    send_all([MailDoor(site.smtp_port)], count, seconds=1, chance=site.chance)
    balance.wait_until_drained(30)
    tickets = balance.ask(
        "select distinct ticket_id from tickets_message where id > %s and direction = 'inbound'", last
    )
    agent = AgentBrowser(site.port, "agent0@bench.example")
    wanted = markers(len(tickets))
    for marker, (ticket,) in zip(wanted, tickets, strict=True):
        status = agent.post_until_answered(
            f"/tickets/{ticket}/replies/", text=f"Our reply {marker}", client_key=uuid.uuid4(), confirm="on"
        )
        if status != 201:
            raise RuntimeError(f"The reply on ticket {ticket} was answered {status}.")
    return {marker: _message_with(marker) for marker in wanted}


def _message_with(marker: str) -> int:
    return balance.number("select id from tickets_message where text = %s", f"Our reply {marker}")


def _kill_in_mid_send(site: Site, provider: Provider, seconds: float) -> None:
    """Random kills hardly ever meet this moment, and it is the one that matters: at least one does."""
    end, kills = time.monotonic() + seconds, 0
    while time.monotonic() < end or not kills:
        if provider.holding.wait(0.2):
            time.sleep(site.chance.uniform(0, 0.5))
            site.kill("worker")
            provider.holding.clear()
            kills += 1
        elif time.monotonic() > end + LEASE:
            raise RuntimeError("The provider never held a mail.")


def _all_settled(replies: dict[str, int], *, hurry: bool) -> bool:
    states = Counter(status for status, _ in _deliveries(replies).values())
    if hurry and not states.keys().isdisjoint(OPEN):
        _hurry()
    return states.keys().isdisjoint(OPEN)


def _hurry() -> None:
    """As if time had passed: waits are over, and so are the leases of workers that must be dead by now."""
    balance.ask(
        "update tickets_delivery set due_at = now(), lease_until = null where state = 'pending' and ("
        " (status = 'queued' and coalesce(lease_until, now()) < now() + interval '60 seconds')"
        " or (status = 'sending' and lease_until < now() + interval '165 seconds')) returning id"
    )


def _deliveries(replies: dict[str, int]) -> dict[int, tuple[str, str]]:
    """Message → how far it got, and why no further."""
    rows = balance.ask(
        "select message_id, status, reason from tickets_delivery where message_id = any(%s)",
        list(replies.values()),
    )
    return {int(str(message)): (str(status), str(reason)) for message, status, reason in rows}


def _verdict(replies: dict[str, int], provider: Provider) -> Facts:
    ends = _deliveries(replies)
    lost, doubled, untrue = [], [], []
    for marker, message in replies.items():
        status, reason = ends.get(message, ("gone", ""))
        taken = provider.taken[marker]
        if status not in {"sent", "unknown", "failed"} or (status != "sent" and not reason):
            lost.append(f"{marker} {status}")  # neither on its way nor shown to anybody
        if taken > 1:
            doubled.append(marker)
        if (status == "sent") > taken or (status == "failed" and taken):
            untrue.append(f"{marker} {status}, taken {taken} times")
    return {
        "accepted": len(replies),
        "lost": len(lost),
        "doubled": len(doubled),
        "untrue": untrue,
        "ends": dict(Counter(status for status, _ in ends.values())),
        "ok": not (lost or doubled or untrue),
    }
