from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0006_message_invites"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assigned", "Assigned to you"),
                    ("taken", "Taken from you"),
                    ("mentioned", "You were mentioned"),
                    ("sla_warning", "Time is running out"),
                    ("sla_breached", "Past its SLA"),
                    ("delivery_failed", "A message was not delivered"),
                    ("delivery_unknown", "A message may have been sent or not"),
                ],
                max_length=20,
            ),
        ),
    ]
