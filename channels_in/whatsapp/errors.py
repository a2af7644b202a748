"""What Meta's error codes mean for us. Third parties disagree about some: an unknown one is shown raw.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from channels_in.meta.graph import Reply


class Effect(Enum):
    PERMANENT = "permanent"  # of this message
    RETRY = "retry"
    DOWN = "down"  # of the whole channel


@dataclass(frozen=True, slots=True)
class Meaning:
    reason: str  # code of tickets/delivery_reasons.py
    effect: Effect = Effect.PERMANENT
    problem: str = ""  # code of channels_in/problem_words.py, where an admin must look


def _all(meaning: Meaning, *codes: int) -> dict[str, Meaning]:
    return {str(code): meaning for code in codes}


MEANINGS: dict[str, Meaning] = {
    **_all(Meaning("window_closed"), 131047),
    **_all(Meaning("not_reachable_there"), 131026),
    **_all(Meaning("held_back"), 131049, 130472),
    **_all(Meaning("opted_out"), 131050),
    **_all(Meaning("blocked_by_us"), 130403),
    **_all(Meaning("no_such_address"), 131021),
    **_all(Meaning("needs_phone"), 131062),
    **_all(Meaning("file_refused"), 131051, 131053),
    **_all(Meaning("template_values"), 132000, 132012, 132018),
    **_all(Meaning("template_unusable"), 132001, 132007, 132015, 132016, 131063),
    **_all(Meaning("too_long"), 132005, 2388040),
    **_all(Meaning("refused"), 100, 131008, 131009, 135000),
    **_all(Meaning("too_many", Effect.RETRY), 131056),
    **_all(Meaning("too_many", Effect.DOWN, "send_throughput"), 130429, 4, 80007, 131057),
    **_all(Meaning("provider_trouble", Effect.RETRY), 1, 2, 131000, 131016, 133004),
    **_all(Meaning("restricted", problem="send_restricted"), 131048, 131064, 130497),
    **_all(Meaning("restricted", Effect.DOWN, "send_restricted"), 368, 131031),
    **_all(Meaning("restricted", problem="send_billing"), 131042, 134011),
    **_all(Meaning("login_failed", Effect.DOWN, "send_token"), 0, 190, 102),
    **_all(Meaning("login_failed", Effect.DOWN, "send_permission"), 3, 10, 131005, *range(200, 300)),
    **_all(Meaning("not_connected", Effect.DOWN, "send_number"), 33, 131037, 131045, 133010, 133006),
}
UNKNOWN = Meaning("refused")
NO_PROOF = Meaning("login_failed", Effect.DOWN, "send_secret")


def meaning_in(reply: Reply) -> Meaning:
    return NO_PROOF if reply.doubts_secret else meaning_of(reply.code)


def meaning_of(code: str) -> Meaning:
    return MEANINGS.get(code, UNKNOWN)


def reason_for(code: str) -> str:
    return meaning_of(code).reason
