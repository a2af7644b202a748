from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("routing", "0017_promised_version")]

    operations = [
        migrations.AddField(
            model_name="dryrun",
            name="loads",
            field=models.JSONField(default=dict, db_default={}),
        ),
        migrations.AddField(
            model_name="dryrunchange",
            name="promised",
            field=models.JSONField(default=dict, db_default={}),
        ),
    ]
