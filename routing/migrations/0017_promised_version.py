from django.db import migrations, models
from django.db.models import F


def begin(apps, _editor):
    apps.get_model("routing", "SlaPolicy").objects.update(promised_version=F("version"))


class Migration(migrations.Migration):
    dependencies = [("routing", "0016_decisions_at_a_change")]

    operations = [
        migrations.AddField("slapolicy", "promised_version", models.PositiveIntegerField(db_default=1, default=1)),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
