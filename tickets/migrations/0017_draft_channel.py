from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0016_call_missed")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="channel",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=models.SET_NULL,
                related_name="+",
                to="tickets.channel",
            ),
        ),
    ]
