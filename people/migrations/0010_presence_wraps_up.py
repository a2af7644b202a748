from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_phone_calls"),
    ]

    operations = [
        migrations.AddField(
            model_name="presence",
            name="wraps_up_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="presence",
            index=models.Index(
                fields=["wraps_up_until"],
                condition=models.Q(("wraps_up_until", None), _negated=True),
                name="presence_wraps_up",
            ),
        ),
    ]
