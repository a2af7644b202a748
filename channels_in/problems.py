"""What keeps a channel from sending or fetching, in words, and what helps. Rows hold the codes."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from channels_in.models import Connection
from tickets.models import ChannelKind


@dataclass(frozen=True, slots=True)
class Problem:
    words: str | Promise
    advice: str | Promise


UNREACHABLE = _("Check the server’s name and port, and that this machine may reach it.")
LOGIN = _("Check user name and password, and that the account may sign in by this way.")
CERTIFICATE = _("Use the name that stands in the server’s certificate, or have the certificate renewed.")
ENCRYPTION = _("Choose another kind of encryption: the server does not offer this one.")
PORT = _(
    "Mail uses 25, 465, 587 or 2525 to send and 143 or 993 to fetch. "
    "Whoever runs the server can allow others: ALUR_MAIL_PORTS."
)
IN_CLEAR = _("A password is not sent without encryption.")
ENCRYPT = _("Choose TLS or STARTTLS.")
TOKEN = _("Grant access again: the provider no longer accepts the old grant.")

PROBLEMS: dict[str, Problem] = {
    "smtp_not_set": Problem(_("No server to send through is set."), _("Enter the outgoing server.")),
    "smtp_unreachable": Problem(_("The outgoing server does not answer."), UNREACHABLE),
    "smtp_port": Problem(_("We do not connect to this port of the outgoing server."), PORT),
    "smtp_login": Problem(_("The outgoing server refuses our login."), LOGIN),
    "smtp_certificate": Problem(_("The outgoing server’s certificate is not valid."), CERTIFICATE),
    "smtp_encryption": Problem(_("There is no secure connection to the outgoing server."), ENCRYPTION),
    "smtp_sender": Problem(
        _("The outgoing server refuses our address as sender."),
        _("Have whoever runs it allow this account to send from the channel’s address."),
    ),
    "smtp_in_clear": Problem(IN_CLEAR, ENCRYPT),
    "smtp_token": Problem(_("No access token for the outgoing server."), TOKEN),
    "imap_not_set": Problem(_("No mailbox to fetch from is set."), _("Enter the incoming server.")),
    "imap_unreachable": Problem(_("The incoming server does not answer."), UNREACHABLE),
    "imap_port": Problem(_("We do not connect to this port of the incoming server."), PORT),
    "imap_login": Problem(_("The incoming server refuses our login."), LOGIN),
    "imap_certificate": Problem(_("The incoming server’s certificate is not valid."), CERTIFICATE),
    "imap_encryption": Problem(_("There is no secure connection to the incoming server."), ENCRYPTION),
    "imap_in_clear": Problem(IN_CLEAR, ENCRYPT),
    "imap_token": Problem(_("No access token for the incoming server."), TOKEN),
    "imap_folder": Problem(_("The mailbox has no such folder."), _("Check the folder’s name.")),
    "imap_fetch": Problem(
        _("The incoming server does not hand out a mail."),
        _("It is tried again, and put on the list of undeliverable mails if that does not help."),
    ),
    "send_login": Problem(
        _("The provider refuses our login."),
        _("Check the account, its keys, and that it is not suspended."),
    ),
    "send_account": Problem(_("The provider knows no such account."), _("Check the account.")),
    "send_sender": Problem(
        _("The provider refuses our number as sender."),
        _("Check that the number belongs to this account and can send text messages."),
    ),
    "poll_unreachable": Problem(
        _("The provider does not say which messages we may have missed."),
        _("Check the account and its keys, and that this machine may reach the provider."),
    ),
    "imap_silent": Problem(
        _("The mailbox has not been looked into for too long."),
        _("Check that the mail process runs: manage.py doctor says more."),
    ),
    "send_token": Problem(_("The provider no longer accepts our access token."), TOKEN),
    "send_permission": Problem(
        _("The provider does not let us send."),
        _("Look at the application’s permissions, and whether it is published."),
    ),
    "send_restricted": Problem(
        _("The provider has restricted the account."), _("Look at the account’s own pages at the provider.")
    ),
    "send_link": Problem(
        _("Page and account are not linked, or the account lacks a second step at sign-in."),
        _("Link them again in the settings of the page."),
    ),
    "send_access_off": Problem(
        _("The account lets no application see its messages."),
        _("Switch on “Allow access to messages” in the application of Instagram."),
    ),
    "send_throughput": Problem(
        _("The provider takes no more messages for now."), _("It is tried again by itself.")
    ),
    "send_unreachable": Problem(_("The provider does not answer."), UNREACHABLE),
    "policy_enforced": Problem(
        _("The provider says that the account broke its rules."),
        _("Look at the account’s own pages at the provider."),
    ),
}
UNKNOWN = Problem(_("The channel does not work."), UNREACHABLE)


# What the system calls it, in words of people. Anything else is the other side's own words.
DETAILS = {
    "gaierror": _("There is no server of this name."),
    "ConnectionRefusedError": _("Nothing answers on this port."),
    "TimeoutError": _("It took too long to answer."),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem that somebody has met: `detail` is what the other side or the system said."""

    problem: Problem
    detail: str | Promise = ""


def troubles_of(connection: Connection) -> list[Trouble]:
    """All that keeps a connection from working, the oldest first; also what has only to be looked at."""
    found = sorted(connection.problems.values(), key=lambda problem: problem["since"])
    troubles = [Trouble(problem_called(one["code"]), detail_words(one["detail"])) for one in found]
    if "smtp" not in connection.problems and cannot_answer(connection):
        troubles.append(Trouble(PROBLEMS["smtp_not_set"]))
    return troubles


def cannot_answer(connection: Connection) -> bool:
    """A mailbox that nothing can go out from. The demo sends through its simulator."""
    is_mail = connection.channel.kind == ChannelKind.MAIL
    return is_mail and not settings.DEMO and not connection.options.get("smtp", {}).get("host")


def detail_words(detail: str) -> str | Promise:
    return DETAILS.get(detail.partition(":")[0], detail)


def problem_called(code: str) -> Problem:
    return PROBLEMS.get(code, UNKNOWN)
