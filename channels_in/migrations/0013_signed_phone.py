from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels_in", "0012_patience_and_tokens")]

    operations = [
        migrations.AddField(
            model_name="visitor",
            name="phone_is_signed",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
