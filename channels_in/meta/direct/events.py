"""One event of a conversation: which key it has says what it is."""

from __future__ import annotations

from typing import Protocol

from channels_in.chat.content import Nothing, Said
from channels_in.chat.reading import Data, digest_of, name_of, part, words
from channels_in.meta.direct.accounts import Account
from channels_in.meta.direct.changes import delivered_in, edit_in, reaction_in, read_in
from channels_in.meta.direct.messages import message_in
from channels_in.meta.direct.said import Policy
from channels_in.meta.direct.taps import handed_over_in, postback_in, referral_in


class Reader(Protocol):
    def __call__(self, event: Data, account: Account, *, is_aside: bool) -> Said | None: ...


def _policy(event: Data, account: Account, *, is_aside: bool) -> Said | None:
    """Written with a hyphen in what was seen, and without one in what is documented."""
    told = part(event, "policy_enforcement") or part(event, "policy-enforcement")
    return Policy(
        external_id=name_of("event", digest_of(event)),
        reason="policy",
        is_enforced=words(told, "action") != "unblock",
        detail=words(told, "reason", longest=1000),
    )


READERS: dict[str, Reader] = {
    "message": message_in,
    "message_edit": edit_in,
    "reaction": reaction_in,
    "postback": postback_in,
    "referral": referral_in,
    "delivery": delivered_in,
    "read": read_in,
    "pass_thread_control": handed_over_in,
    "policy_enforcement": _policy,
    "policy-enforcement": _policy,
}
OTHERS = {  # what says nothing of a conversation → reason
    "optin": "optin",
    "account_linking": "account_linking",
    "take_thread_control": "handover",
    "request_thread_control": "handover",
    "app_roles": "handover",
    "order": "order",
    "payment": "payment",
    "checkout_update": "checkout_update",
    "pre_checkout": "pre_checkout",
    "game_play": "game_play",
    "response_feedback": "response_feedback",
    "messaging_customer_information": "customer_information",
}


def said_in(event: Data, account: Account, *, is_aside: bool = False) -> Said | None:
    """None: it has the shape of something, and not what that needs."""
    for key, reader in READERS.items():
        if isinstance(event.get(key), dict):
            return reader(event, account, is_aside=is_aside)
    reason = next((reason for key, reason in OTHERS.items() if key in event), "unknown_event")
    return Nothing(external_id=name_of("event", digest_of(event)), reason=reason)
