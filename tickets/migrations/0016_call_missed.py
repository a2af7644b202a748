from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0015_phone_calls"),
    ]

    operations = [
        migrations.AlterField(
            model_name="call",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", ""),
                    ("answered", "Answered"),
                    ("abandoned", "Hung up while waiting"),
                    ("voicemail", "Left a voicemail"),
                    ("call_back", "Asked to be called back"),
                    ("left_in_menu", "Hung up in the menu"),
                    ("closed", "Called while we were closed"),
                    ("missed", "Called while we could not be reached"),
                    ("not_reached", "Not reached"),
                ],
                default="",
                max_length=15,
            ),
        ),
    ]
