"""What a new ticket is called."""

from __future__ import annotations

from helpdesk.lib.subjects import holds_number, plain_subject, without_numbers
from people.models import Company
from tickets.changing import snippet_of
from tickets.incoming import ReceivedMessage

LONGEST_BEGINNING = 80


def first_subject(inbound: ReceivedMessage, *, is_follow_up: bool) -> str:
    """Without numbers of other tickets; an answer to what is finished also loses its program's "Re:"."""
    said = inbound.subject.strip()
    if holds_number(said):
        said = without_numbers(said, prefix=Company.current().ticket_prefix)
    if is_follow_up:
        said = plain_subject(said)
    return said[:500] or _beginning_of(snippet_of(inbound.text))


def _beginning_of(words: str) -> str:
    """Up to the end of a word: customers read it above our answer."""
    if len(words) <= LONGEST_BEGINNING:
        return words
    begun = words[: LONGEST_BEGINNING - 1]
    return f"{(begun.rpartition(' ')[0] or begun).rstrip(' ,;:')}…"
