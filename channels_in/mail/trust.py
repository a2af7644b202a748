"""Whether our own mail server found a sender to be forged, and who a mail is really from."""

from __future__ import annotations

import re

from channels_in.mail.own_addresses import OwnAddresses
from channels_in.messages import Address, InboundMail
from channels_in.models import Connection

NO_REPLY = re.compile(
    r"(do[-_.]?)?no[-_.]?t?[-_.]?reply|mailer|wordpress|webform|contact[-_.]?form", re.IGNORECASE
)


def is_forged(mail: InboundMail, connection: Connection) -> bool:
    """Only what a server of ours states counts, and only its newest statement: anybody can write the header.

    Which servers are ours stands in the connection's options; without one nothing is known, so nothing fails.
    """
    newest = _newest(mail, connection)
    if "dmarc" in newest:
        return newest["dmarc"] == "fail"
    return newest.get("spf") in {"fail", "softfail"} and newest.get("dkim") != "pass"


def is_authentic(mail: InboundMail, connection: Connection) -> bool:
    """A server of ours states that the mail is from where its From says."""
    return _newest(mail, connection).get("dmarc") == "pass"


def correspondent(mail: InboundMail, own: OwnAddresses) -> Address:
    """Whom the mail is from for us: behind a machine's no-reply address, whoever it asks us to answer.

    Behind an address of ours as well: a web form writes so, and a group address whose members could not
    receive it otherwise.
    """
    local = mail.sender.address.rpartition("@")[0]
    stands_in = not local or NO_REPLY.fullmatch(local) or mail.sender.address in own
    named = [address for address in mail.reply_to if address.address not in own]
    return named[0] if stands_in and len(named) == 1 else mail.sender


def is_hearsay(mail: InboundMail, sender: Address, own: OwnAddresses) -> bool:
    """Whether only a stranger's mail says that it is from this sender: what was authenticated is another."""
    stated = mail.sender.address
    return bool(stated) and stated.lower() != sender.address.lower() and stated not in own


def _newest(mail: InboundMail, connection: Connection) -> dict[str, str]:
    """What servers of ours state, by method."""
    ours = {name.lower() for name in connection.options.get("authentication_servers", [])}
    newest: dict[str, str] = {}
    for statement in mail.authentication:
        if statement.server in ours:
            newest.setdefault(statement.method, statement.result)
    return newest
