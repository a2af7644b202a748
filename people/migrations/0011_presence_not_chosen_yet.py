from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0010_presence_wraps_up")]

    operations = [
        migrations.AlterField(
            model_name="presence",
            name="chosen",
            field=models.CharField(
                blank=True,
                choices=[
                    ("available", "Available"),
                    ("busy", "On a call"),
                    ("break", "On a break"),
                    ("away", "Away"),
                    ("offline", "Offline"),
                ],
                default="",
                max_length=10,
            ),
        ),
    ]
