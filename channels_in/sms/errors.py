"""What Twilio's error codes mean for us: as an answer at once, or later in a status callback.

Source: twilio.com/docs/api/errors. One that is not here is shown raw.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

QUEUE_FULL = timedelta(minutes=5)


class Effect(Enum):
    PERMANENT = "permanent"  # of this message
    RETRY = "retry"
    DOWN = "down"  # of the whole channel


@dataclass(frozen=True, slots=True)
class Meaning:
    reason: str  # code of tickets/delivery_reasons.py
    effect: Effect = Effect.PERMANENT
    problem: str = ""  # code of channels_in/problem_words.py, where an admin must look
    wait: timedelta | None = None


def _all(meaning: Meaning, *codes: int) -> dict[str, Meaning]:
    return {str(code): meaning for code in codes}


LOGIN = Meaning("login_failed", Effect.DOWN, "send_login")
GONE = Meaning("not_connected", Effect.DOWN, "send_account")
MEANINGS: dict[str, Meaning] = {
    **_all(LOGIN, 20003, 30002),
    **_all(GONE, 20404),
    **_all(Meaning("too_many", Effect.RETRY), 20429, 30001),
    **_all(Meaning("too_many", Effect.RETRY, wait=QUEUE_FULL), 21611),
    **_all(Meaning("no_such_address"), 21211, 21401, 30005),
    **_all(Meaning("sender_refused", Effect.DOWN, "send_sender"), 21212, 21603, 21606),
    **_all(Meaning("sender_refused"), 21608, 30034),
    **_all(Meaning("region_not_enabled"), 21408),
    **_all(Meaning("opted_out"), 21610),
    **_all(Meaning("address_unsupported"), 21612),
    **_all(Meaning("landline"), 21614, 21635, 30006),
    **_all(Meaning("too_large"), 21617, 21658),
    **_all(Meaning("handset_unreachable"), 30003),
    **_all(Meaning("refused"), 30004),
    **_all(Meaning("refused_as_spam"), 30007, 30450),
    **_all(Meaning("timeout"), 30410),
    **_all(Meaning("error"), 20001, 21602, 21620, 21623, 30008),
}
BY_STATUS = {  # of an answer that tells no code we know
    401: LOGIN,
    404: GONE,
    429: Meaning("too_many", Effect.RETRY),
}
UNKNOWN = Meaning("error")
PROBLEMS = {LOGIN.reason: LOGIN.problem}


def meaning_of(code: str, *, status: int = 0) -> Meaning:
    return MEANINGS.get(code) or BY_STATUS.get(status) or UNKNOWN


def reason_for(code: str) -> str:
    return meaning_of(code).reason


def problem_for(reason: str) -> str:
    """What is wrong with the channel, by a report about one message."""
    return PROBLEMS.get(reason, "")
