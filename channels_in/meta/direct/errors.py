"""What the error codes of Messenger and Instagram mean for us. The status of an answer says little: the code
does, and its subcode. An unknown one is shown raw.

Source: developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes (June 2026).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from channels_in.meta.graph import Reply


class Effect(Enum):
    PERMANENT = "permanent"  # of this message
    RETRY = "retry"
    DOWN = "down"  # of the whole channel
    DOUBT = "doubt"  # it may have been sent all the same


@dataclass(frozen=True, slots=True)
class Meaning:
    reason: str  # code of tickets/delivery_reasons.py
    effect: Effect = Effect.PERMANENT
    problem: str = ""  # code of channels_in/problem_words.py, where an admin must look


def _all(meaning: Meaning, *codes: str) -> dict[str, Meaning]:
    return dict.fromkeys(codes, meaning)


PERMISSION = Meaning("login_failed", Effect.DOWN, "send_permission")
WINDOW = Meaning("window_closed")
TAG = Meaning("tag_not_allowed")
MEANINGS: dict[str, Meaning] = {  # "code/subcode", or "code" for all others of it
    **_all(WINDOW, "10/2018278", "10/2534022", "10/2018065"),
    **_all(Meaning("restricted", Effect.DOWN, "send_restricted"), "10/1893063", "2022", "100/2534029", "368"),
    **_all(Meaning("not_reachable_there"), "10/2018108", "551", "200/1545041"),
    **_all(Meaning("no_such_address"), "100/2018001", "100/2534014", "9010", "100/33"),
    **_all(Meaning("file_refused", Effect.RETRY), "100/2018008", "100/2018294"),
    **_all(Meaning("file_refused"), "100/2018047", "100/2018109", "100/2018074", "100/2534068"),
    **_all(Meaning("not_connected", Effect.DOWN, "send_link"), "100/2534013", "10/2534077"),
    **_all(Meaning("thread_taken", Effect.RETRY), "100/2534037", "10/2018300", "100/2018300", "100/2018321"),
    **_all(Meaning("login_failed", Effect.DOWN, "send_token"), "190", "102"),
    **_all(Meaning("login_failed", Effect.DOWN, "send_access_off"), "200/2534041"),
    **_all(PERMISSION, "200", "3"),
    **_all(Meaning("too_many", Effect.RETRY), "4", "17", "32", "613", "80002", "80006"),
    **_all(Meaning("provider_trouble", Effect.RETRY), "2"),
    **_all(Meaning("interrupted", Effect.DOUBT), "1"),
    **_all(Meaning("refused"), "100"),
}
UNKNOWN = Meaning("refused")
PASSING = Meaning("provider_trouble", Effect.RETRY)
NO_PROOF = Meaning("login_failed", Effect.DOWN, "send_secret")
SAID = (  # of a code 10 without a subcode
    ("human agent", TAG),
    ("outside of allowed window", WINDOW),
    ("does not have permission", PERMISSION),
)


def meaning_of(reply: Reply) -> Meaning:
    if reply.doubts_secret:
        return NO_PROOF
    meaning = MEANINGS.get(f"{reply.code}/{reply.subcode}") or MEANINGS.get(reply.code)
    if meaning is None and reply.code == "10":
        said = reply.message.lower()
        meaning = next((one for words, one in SAID if words in said), None)
    if reply.code == "100" and not reply.subcode and "no matching user" in reply.message.lower():
        meaning = MEANINGS["9010"]
    if (meaning is None or meaning.reason == "refused") and reply.is_transient:
        meaning = PASSING
    return meaning or UNKNOWN
