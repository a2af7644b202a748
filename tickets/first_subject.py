"""What a new ticket is called."""

from __future__ import annotations

from helpdesk.lib.subjects import holds_number, plain_subject, without_numbers
from people.models import Company
from tickets.changing import snippet_of
from tickets.incoming import ReceivedMessage


def first_subject(inbound: ReceivedMessage, *, is_follow_up: bool) -> str:
    """Without numbers of other tickets; an answer to what is finished also loses its program's "Re:"."""
    said = inbound.subject.strip()
    if holds_number(said):
        said = without_numbers(said, prefix=Company.current().ticket_prefix)
    if is_follow_up:
        said = plain_subject(said)
    return (said or snippet_of(inbound.text)[:100])[:500]
