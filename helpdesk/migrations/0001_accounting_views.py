"""The contract with auditors: docs/accounting.md says what each column means. Additions only."""

from django.db import migrations

VIEWS = {
    "acct_inbound": """
        select i.channel_id as channel, i.external_id, i.received_at, i.outcome, nullif(i.reason, '') as reason,
               i.message_id, r.attempts, i.repeats
          from channels_in_receiptitem i join channels_in_receipt r on r.id = i.receipt_id
        union all
        select c.channel_id, null, r.received_at, null, null, null, r.attempts, 0
          from channels_in_receipt r left join channels_in_connection c on c.id = r.connection_id
         where r.state = 'pending' and not exists (select from channels_in_receiptitem i where i.receipt_id = r.id)
    """,
    "acct_message": """
        select m.id, m.ticket_id as ticket, coalesce(i.external_id, nullif(m.provider_id, '')) as external_id,
               m.direction, m.created_at as at
          from tickets_message m
          left join channels_in_receiptitem i on i.message_id = m.id and i.outcome = 'message'
    """,
    "acct_ticket": """
        select id, customer_id as customer, status, team_id as team, assignee_id as assignee,
               nullif(unassigned_reason, '') as unassigned_reason, version
          from tickets_ticket
    """,
    "acct_outbound": """
        select id, message_id, idempotency_key, status as state, attempts, nullif(provider_id, '') as provider_id
          from tickets_delivery
    """,
    "acct_clock": """
        select ticket_id as ticket, metric, cycle, deadline as due_at, stopped_at, breached_at from routing_clock
    """,
    "acct_escalation": """
        select ticket_id as ticket, metric, cycle, threshold, due_at, fired_at from routing_escalation
    """,
    "acct_event": """
        select id, ticket_id as ticket, kind, created_at as at from events_event
    """,
}


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("events", "0001_initial"),
        ("tickets", "0001_initial"),
        ("channels_in", "0001_initial"),
        ("routing", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(f"create view {name} as {query}", f"drop view {name}") for name, query in VIEWS.items()
    ]
