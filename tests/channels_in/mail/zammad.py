"""What we read of Zammad's mails beside what Zammad reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from channels_in.mail.html_to_text import html_to_text
from channels_in.mail.read import read_mail
from channels_in.mail.safe_html import sanitise
from channels_in.messages import Address, InboundMail
from tests.channels_in.mail.corpus import expectations, mails
from tests.channels_in.mail.scores import Score

# Zammad keeps the HTML of a mail once more, as an attachment of this name. We keep it as the message's HTML.
KEPT_TWICE = "message.html"
# What Zammad writes where a mail has no text.
NOTHING = "no visible content"


def cases() -> Iterator[tuple[str, dict[str, Any], InboundMail]]:
    expected = expectations("zammad")
    for file in mails():
        collection, _, name = file.name.partition("/")
        if collection == "zammad" and name in expected:
            yield name, expected[name], read_mail(file.raw(), mailbox="support@example.com")


def header_score() -> Score:
    score = Score()
    for name, expected, mail in cases():
        stated = (mail.sender.address.lower(), mail.sender.name)
        wanted = (
            expected["from_email"].rstrip(".").lower(),
            _squeezed(expected.get("from_display_name") or ""),
        )
        score.count(stated == wanted, f"{name} from {stated} {wanted}")
        score.count(
            _squeezed(mail.subject) == _squeezed(expected["subject"]), f"{name} subject {mail.subject!r}"
        )
        for key, addresses in (("to", mail.to), ("cc", mail.cc)):
            if expected.get(key):
                score.count(_are_those_in(addresses, expected[key]), f"{name} {key} {addresses}")
    return score


def attachment_score() -> Score:
    score = Score()
    for name, expected, mail in cases():
        names = [attachment.name for attachment in mail.attachments]
        for attachment in expected.get("attachments", []):
            if attachment["filename"] != KEPT_TWICE:
                found = any(_is_that_name(have, attachment["filename"]) for have in names)
                score.count(found, f"{name} {attachment['filename']!r} not in {names}")
    return score


def body_score() -> Score:
    score = Score()
    for name, expected, mail in cases():
        if expected.get("body"):
            wanted = _letters(
                _as_text(expected["body"], expected.get("content_type") or _guessed(expected["body"]))
            )
            shown = _letters(html_to_text(mail.html)) if mail.html else ""
            wanted = "" if wanted == _letters(NOTHING) else wanted
            score.count(wanted in (_letters(mail.text), shown), name)
    return score


def _is_that_name(name: str, expected: str) -> bool:
    """A letter that Zammad could not read may be any letter."""
    pattern = re.escape(_squeezed(expected)).replace("\ufffd", ".")
    return re.fullmatch(pattern, _squeezed(name)) is not None


def _as_text(body: str, content_type: str) -> str:
    return html_to_text(sanitise(body, {}).html) if content_type == "text/html" else body


def _guessed(body: str) -> str:
    return "text/html" if re.search(r"<(?:div|p|br|a|b|table|span)\b", body) else "text/plain"


def _letters(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _are_those_in(addresses: tuple[Address, ...], stated: str) -> bool:
    lower = stated.lower()
    are_there = all(
        address.address.lower() in lower and address.name in _squeezed(stated) for address in addresses
    )
    return are_there and len(addresses) == len(set(re.findall(r"[^\s<>,;\"]+@[^\s<>,;\"]+", lower)))
