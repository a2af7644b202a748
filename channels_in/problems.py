"""What keeps a channel from sending or fetching. Rows hold the codes; the words are in problem_words.py."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from channels_in.models import Connection
from channels_in.problem import Problem
from channels_in.problem_words import PROBLEMS, UNKNOWN
from tickets.models import ChannelKind

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
