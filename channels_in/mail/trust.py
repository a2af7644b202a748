"""Whether our own mail server found a sender to be forged, and who a mail is really from."""

from __future__ import annotations

import re

from channels_in.messages import Address, InboundMail
from channels_in.models import Connection

NO_REPLY = re.compile(
    r"(do[-_.]?)?no[-_.]?t?[-_.]?reply|mailer|wordpress|webform|contact[-_.]?form", re.IGNORECASE
)


def is_forged(mail: InboundMail, connection: Connection) -> bool:
    """Only what a server of ours states counts, and only its newest statement: anybody can write the header.

    Which servers are ours stands in the connection's options; without one nothing is known, so nothing fails.
    """
    ours = {name.lower() for name in connection.options.get("authentication_servers", [])}
    newest: dict[str, str] = {}
    for statement in mail.authentication:
        if statement.server in ours:
            newest.setdefault(statement.method, statement.result)
    if "dmarc" in newest:
        return newest["dmarc"] == "fail"
    return newest.get("spf") in {"fail", "softfail"} and newest.get("dkim") != "pass"


def correspondent(mail: InboundMail) -> Address:
    """Whom the mail is from for us: behind a machine's no-reply address, whoever it asks us to answer."""
    local = mail.sender.address.rpartition("@")[0]
    if len(mail.reply_to) == 1 and (not local or NO_REPLY.fullmatch(local)):
        return mail.reply_to[0]
    return mail.sender
