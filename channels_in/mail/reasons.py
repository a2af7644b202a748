"""What a mail server's refusal means: one of the codes of tickets/delivery_reasons.py."""

from __future__ import annotations

import re

from channels_in.messages import Bounce

ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
SPAM = re.compile(r"spam|blacklist|blocklist|blocked|reputation|dmarc|spf|dkim|unsolicited", re.IGNORECASE)
GREYLIST = re.compile(r"gr[ea]y.?list", re.IGNORECASE)
NO_MAILBOX = re.compile(
    r"user unknown|unknown user|no such user|does not exist|mailbox unavailable", re.IGNORECASE
)

BY_SUBJECT = {
    "1.1": "no_such_address",
    "1.0": "no_such_address",
    "1.3": "no_such_address",
    "1.6": "no_such_address",
    "2.1": "no_such_address",
    "1.10": "no_such_address",
    "1.2": "no_such_domain",
    "4.4": "no_such_domain",
    "2.2": "mailbox_full",
    "2.3": "too_large",
    "3.4": "too_large",
    "1.7": "sender_refused",
    "1.8": "sender_refused",
    "4.1": "unreachable",
    "4.2": "unreachable",
    "4.5": "too_many",
    "7.8": "login_failed",
}
BY_CODE = {552: "too_large", 530: "login_failed", 534: "login_failed", 535: "login_failed"}


def reason_of_answer(code: int, text: str) -> str:
    """Of an SMTP answer: the enhanced code says most, then the words, then the plain code."""
    found = ENHANCED.search(text)
    by_subject = BY_SUBJECT.get(f"{found[2]}.{found[3]}", "") if found else ""
    if by_subject:
        return by_subject
    if code >= 500 and SPAM.search(text):
        return "refused_as_spam"
    if code >= 500 and NO_MAILBOX.search(text):
        return "no_such_address"
    return BY_CODE.get(code, "refused")


def reason_of_bounce(bounce: Bounce) -> str:
    reason = reason_of_answer(550, f"{bounce.status} {bounce.diagnostic}")
    return "bounced" if reason == "refused" else reason


def is_greylisted(code: int, text: str) -> bool:
    """A server that has not seen us before and wants us to come again, usually after some minutes."""
    return 400 <= code < 500 and bool(GREYLIST.search(text) or "4.7.1" in text)
