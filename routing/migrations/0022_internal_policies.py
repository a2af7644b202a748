from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("routing", "0020_nothing_guesses_unasked"),
    ]

    operations = [
        migrations.AddField(
            model_name="slapolicy",
            name="is_internal",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
