"""The columns auditors rely on."""

import pytest
from django.db import connection

CONTRACT = {
    "acct_inbound": "channel external_id received_at outcome reason message_id attempts repeats",
    "acct_message": "id ticket external_id direction at",
    "acct_ticket": "id customer status team assignee unassigned_reason version parent",
    "acct_outbound": "id message_id idempotency_key state attempts provider_id",
    "acct_clock": "ticket metric cycle due_at stopped_at breached_at",
    "acct_escalation": "ticket metric cycle threshold due_at fired_at",
    "acct_event": "id ticket kind at",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("view", "columns"), CONTRACT.items(), ids=CONTRACT)
def test_a_view_begins_with_the_columns_of_its_contract(view, columns):
    with connection.cursor() as sql:
        sql.execute(f"select * from {view} limit 0")

        names = [column.name for column in sql.description]

    assert names[: len(columns.split())] == columns.split()
