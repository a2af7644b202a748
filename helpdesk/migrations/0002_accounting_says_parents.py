from django.db import migrations

WITHOUT = """
    select id, customer_id as customer, status, team_id as team, assignee_id as assignee,
           nullif(unassigned_reason, '') as unassigned_reason, version
      from tickets_ticket
"""
WITH = WITHOUT.replace("version\n", "version, parent_id as parent\n")


class Migration(migrations.Migration):
    dependencies = [
        ("helpdesk", "0001_accounting_views"),
        ("tickets", "0028_internal_tickets"),
    ]
    operations = [
        migrations.RunSQL(
            f"create or replace view acct_ticket as {WITH}",
            f"drop view acct_ticket; create view acct_ticket as {WITHOUT}",
        ),
    ]
