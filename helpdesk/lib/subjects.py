"""Subjects of mails without what programs write around them."""

from __future__ import annotations

import re

_REPLY_PREFIX = re.compile(
    r"\s*(?:re|aw|sv|vs|antw|antwort|odp|rif|r|res|ref|rsp|ynt|bls|bals|balas|balasan|回复|回覆|答复|返信|답장|ответ|на|"
    r"fwd?|fw|wg|tr|trs|enc|rv|doorst|diteruskan|teruskan|转发|転送)(?:\s?\[\d{1,3}\]|\s?\(\d{1,3}\))?\s?[:\uff1a]",
    re.IGNORECASE,
)
_PREFIXES = 30
_NUMBER = re.compile(r"\[\s?([A-Z][A-Z0-9]{0,5})-\d{1,18}\s?\]", re.IGNORECASE | re.ASCII)


def plain_subject(subject: str) -> str:
    """The subject without Re:, Fwd: and their like in other languages."""
    for _ in range(_PREFIXES):
        found = _REPLY_PREFIX.match(subject)
        if not found:
            break
        subject = subject[found.end() :]
    return subject.strip()


def holds_number(subject: str) -> bool:
    """Whether there is something like [ALUR-17] in it, ours or not."""
    return bool(_NUMBER.search(subject))


def without_numbers(subject: str, *, prefix: str) -> str:
    """Without our tickets' numbers in brackets, whichever ticket they name."""

    def kept(found: re.Match[str]) -> str:
        return " " if found[1].upper() == prefix.upper() else found[0]

    return " ".join(_NUMBER.sub(kept, subject).split())
