"""The clocks of what was called off until now said that their promise was kept, or broken."""

from django.db import migrations

CLOCKS = """
update routing_clock c set stop_reason = 'cancelled'
from tickets_ticket t
where t.id = c.ticket_id and t.cancelled_at is not null and c.stop_reason = 'closed'
"""
TICKETS = """
update tickets_ticket t set sla_state = '', next_due_at = null
where t.cancelled_at is not null and t.sla_state <> '' and not exists (
  select from routing_clock c
  where c.ticket_id = t.id and c.stop_reason not in ('cancelled', 'replaced', 'no_policy'))
"""
BACK = "update routing_clock set stop_reason = 'closed' where stop_reason = 'cancelled'"


class Migration(migrations.Migration):
    dependencies = [
        ("routing", "0023_offers"),
        ("tickets", "0028_internal_tickets"),
    ]

    operations = [
        migrations.RunSQL(CLOCKS, BACK),
        migrations.RunSQL(TICKETS, migrations.RunSQL.noop),
    ]
