from django.db import migrations


class Migration(migrations.Migration):
    """A changed address stopped being one of the agent's only in our own table, not in allauth's."""

    dependencies = [
        ("people", "0003_customer_known_as"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.RunSQL(
            "delete from account_emailaddress e using people_agent a "
            "where a.id = e.user_id and lower(e.email) <> lower(a.email)",
            migrations.RunSQL.noop,
        ),
    ]
