from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channels_in", "0011_pace"),
    ]

    operations = [
        migrations.AddField(
            model_name="connection",
            name="sends_again_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="check",
            name="what",
            field=models.CharField(
                choices=[("standing", "Standing"), ("templates", "Templates"), ("token", "Token")],
                max_length=12,
            ),
        ),
    ]
