"""What a customer did with a tap instead of words: a button, a form of an advertisement."""

from __future__ import annotations

from typing import Any

from channels_in.chat.content import ChatMessage, Nothing, Said
from channels_in.chat.reading import Data, digest_of, name_of, part, parts, words
from channels_in.messages import Address
from channels_in.meta.direct.accounts import Account
from channels_in.meta.direct.moments import moment_in
from channels_in.meta.direct.names import mid_in
from channels_in.meta.direct.people import customer_in
from channels_in.meta.direct.referrals import referrals_in


def postback_in(event: Data, account: Account, *, is_aside: bool) -> Said | None:
    """The button's words are the customer's; where there are none, what the button says to programs."""
    postback = part(event, "postback")
    title = words(postback, "title", longest=1000)
    payload = words(postback, "payload", longest=1000)
    stamp = words(event, "timestamp", longest=40)
    theirs = customer_in(event, account)
    whose = theirs.address if theirs else ""
    name = mid_in(postback) or name_of("postback", whose, stamp, digest_of(payload)[:8])
    extras: list[dict[str, Any]] = [{"kind": "choice", "id": payload}] if title else [{"kind": "tapped"}]
    extras += referrals_in(part(postback, "referral"))
    return _message(event, account, name=name, text=title or payload, extras=extras, is_aside=is_aside)


def referral_in(event: Data, account: Account, *, is_aside: bool) -> Said | None:
    """Nothing that anybody says, unless a form came with it."""
    whose = words(event, "sender", "id", longest=200)
    name = name_of("referral", account.address, whose, words(event, "timestamp", longest=40))
    answers = [
        f"{words(one, 'question', longest=500)}: {words(one, 'answer', longest=2000)}"
        for one in parts(event, "lead", "data")
    ]
    if not answers:
        return Nothing(external_id=name, reason="referral")
    extras = list(referrals_in(part(event, "referral")))
    return _message(event, account, name=name, text="\n".join(answers), extras=extras, is_aside=is_aside)


def handed_over_in(event: Data, account: Account, *, is_aside: bool) -> Said | None:
    """Another application gives the conversation to us: from now on the customer waits for a person."""
    stamp, whose = words(event, "timestamp", longest=40), words(event, "sender", "id", longest=200)
    name = name_of("handover", account.address, whose, stamp)
    passed = part(event, "pass_thread_control")
    if not account.app_id or words(passed, "new_owner_app_id") != account.app_id:
        return Nothing(external_id=name, reason="handover")
    text = words(passed, "metadata", longest=2000)
    extras = [{"kind": "handed_over", "by": words(passed, "previous_owner_app_id", longest=40)}]
    return _message(event, account, name=name, text=text, extras=extras, is_aside=False)


def _message(
    event: Data, account: Account, *, name: str, text: str, extras: list[dict[str, Any]], is_aside: bool
) -> Said:
    who = customer_in(event, account)
    if who is None:
        return Nothing(external_id=name_of("nobody", name), reason="nobody")
    return ChatMessage(
        external_id=name,
        sender=Address(address=who.address),
        who=who,
        text=text,
        extras=tuple(extras),
        sent_at=moment_in(event, "timestamp"),
        is_aside=is_aside,
    )
