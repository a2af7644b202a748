"""R8: the line to a real Dovecot is cut at every step, the poller killed: no mail is lost or doubled."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from channels_in.models import MailboxCursor
from tests.channels_in.imap.cutting import Cut, CuttingLine
from tests.channels_in.imap.dovecot import Dovecot, start, stop
from tests.channels_in.imap.mailbox import a_fetched_mailbox
from tests.channels_in.imap.test_cuts import CUTS
from tests.faults import balance
from tests.faults.doors import a_mail
from tests.faults.facts import Facts, hits_of
from tests.faults.load import markers
from tests.faults.site import Site
from tickets.models import Channel

MAILS = 3  # a round and mailbox: what the cuts are made for
LEASE = 120.0  # seconds that the mailbox of a killed poller waits
POLLS = 2  # within which a cut is got over; the first failure costs five seconds
RESUMES = 5.0 * POLLS + 20


@dataclass
class Mailbox:
    user: str
    channel: int
    line: CuttingLine


def r8_no_fetched_mail_is_lost_or_doubled(site: Site, seconds: float) -> Facts:
    """A mailbox for each step at which a line can break. A short run does not wait for leases."""
    before, last = site.hits.copy(), balance.last_message()
    wanted: list[str] = []
    resumed: list[float] = []
    with _the_server() as dovecot:
        mailboxes = _mailboxes(site, dovecot)
        rounds = max(1, int(seconds / 20))
        for _ in range(rounds):
            wanted += _mails_come(dovecot, mailboxes)
            resumed.append(_wait_for(wanted, last, RESUMES))
            _cut_again(mailboxes, site)
        dovecot.number_anew(mailboxes[0].user)
        wanted += _mails_come(dovecot, mailboxes)
        time.sleep(site.chance.uniform(0.2, 1))
        site.kill("mail")
        after_kill = _after_kill(wanted, last, hurry=seconds < 60)
        cuts = sum(mailbox.line.cuts for mailbox in mailboxes)
        _close(mailboxes)
    facts = balance.verdict(wanted, since=last)
    return {
        **facts,
        "mailboxes": len(mailboxes),
        "cuts": cuts,
        "resumed_seconds": max(resumed),
        "drained_seconds": after_kill,
        "faults": hits_of(site, before),
        "ok": not (facts["lost"] or facts["doubled"] or facts["ghosts"])
        and min(resumed) >= 0
        and after_kill >= 0
        and cuts >= rounds * len(mailboxes),
    }


@contextmanager
def _the_server() -> Iterator[Dovecot]:
    server, process = start()
    try:
        yield server
    finally:
        stop(server, process)


def _mailboxes(site: Site, dovecot: Dovecot) -> list[Mailbox]:
    made = []
    for port, cut in zip(site.imap_ports, CUTS.values(), strict=True):
        user = f"u{uuid.uuid4().hex[:12]}"
        line = CuttingLine(dovecot.port, _fresh(cut), port=port)
        made.append(Mailbox(user, a_fetched_mailbox(port, user, interval_seconds=5).channel_id, line))
    return made


def _mails_come(dovecot: Dovecot, mailboxes: list[Mailbox]) -> list[str]:
    """Those in which some cuts look for words have the words."""
    wanted = []
    for mailbox in mailboxes:
        here = markers(MAILS)
        dovecot.put(mailbox.user, *(_with_number(marker, n + 1) for n, marker in enumerate(here)))
        wanted += here
    return wanted


def _with_number(marker: str, number: int) -> bytes:
    mail = a_mail(marker, sender="rina@people.example")
    return mail.replace(b"Subject: ", b"Subject: mail %d " % number).replace(
        b"Where", b"body %d Where" % number
    )


def _cut_again(mailboxes: list[Mailbox], site: Site) -> None:
    """The next round breaks each line somewhere else."""
    cuts = list(CUTS.values())
    site.chance.shuffle(cuts)
    for mailbox, cut in zip(mailboxes, cuts, strict=True):
        mailbox.line.cut = _fresh(cut)


def _fresh(cut: Cut) -> Cut:
    return Cut(cut.pattern, cut.by_server, cut.after)


def _wait_for(wanted: list[str], last: int, within: float) -> float:
    return balance.wait_until(lambda: balance.messages_by_marker(last).keys() >= set(wanted), within)


def _after_kill(wanted: list[str], last: int, *, hurry: bool) -> float:
    if hurry:
        time.sleep(3)
        MailboxCursor.objects.update(lease_until=None)  # whoever held them is dead
    return _wait_for(wanted, last, RESUMES if hurry else LEASE + RESUMES)


def _close(mailboxes: list[Mailbox]) -> None:
    Channel.objects.filter(pk__in=[mailbox.channel for mailbox in mailboxes]).update(is_active=False)
    for mailbox in mailboxes:
        mailbox.line.close()
