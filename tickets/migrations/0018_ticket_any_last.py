from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0017_draft_channel")]

    operations = [
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["-last_message_at", "-id"], name="ticket_any_last"),
        ),
    ]
