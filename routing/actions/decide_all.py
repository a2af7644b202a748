from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection

from routing.models import Decision


def decide_all(decisions: Sequence[Decision]) -> None:
    """Keep many decisions, within the transaction that carries them out.

    They travel as one JSON document: as arrays, quoting each quote of each would take most of the time.
    """
    if not decisions:
        return
    rows = [
        {
            "ticket": one.ticket_id,
            "kind": str(one.kind),
            "event": one.event_id,
            "inputs": one.inputs,
            "candidates": one.candidates,
            "outcome": one.outcome,
            "reasons": one.reasons,
        }
        for one in decisions
    ]
    with connection.cursor() as sql:
        sql.execute(
            "insert into routing_decision "
            "(ticket_id, kind, event_id, inputs, candidates, outcome, reasons, created_at) "
            "select ticket, kind, event, inputs, candidates, outcome, reasons, clock_timestamp() "
            "from jsonb_to_recordset(%s::jsonb) as v(ticket bigint, kind text, event bigint, inputs jsonb, "
            "candidates jsonb, outcome jsonb, reasons jsonb)",
            [json.dumps(rows)],
        )
