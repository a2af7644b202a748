"""What rules ask of a ticket beyond its row: one statement for any number, on the way of every new ticket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

ASKED = """
    select t.id, coalesce(first.text, ''), coalesce(first.from_address, ''),
        (select count(*) from tickets_message m
            where m.ticket_id = t.id and m.direction = 'inbound' and not m.is_auto_reply),
        exists (select from events_event e where e.ticket_id = t.id and e.kind = 'ticket.reopened'
            and not jsonb_exists(e.data, 'is_taken_back')),
        exists (select from tickets_attachment a join tickets_message m on m.id = a.message_id
            where m.ticket_id = t.id and m.direction = 'inbound'),
        array(select g.name from tickets_tag g join tickets_ticket_tags x on x.tag_id = g.id
            where x.ticket_id = t.id)
    from unnest(%s::bigint[]) as t(id)
    left join lateral (select text, from_address from tickets_message m
        where m.ticket_id = t.id and m.direction = 'inbound' order by m.id limit 1) as first on true
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFacts:
    text: str  # the words that opened it
    from_address: str
    customer_messages: int
    was_reopened: bool  # at any time
    has_files: bool
    tags: frozenset[str]


def facts_of(ids: Sequence[int]) -> Mapping[int, TicketFacts]:
    with connection.cursor() as sql:
        sql.execute(ASKED, [list(ids)])
        return {
            pk: TicketFacts(
                text=text,
                from_address=address,
                customer_messages=messages,
                was_reopened=reopened,
                has_files=files,
                tags=frozenset(tags),
            )
            for pk, text, address, messages, reopened, files, tags in sql.fetchall()
        }
