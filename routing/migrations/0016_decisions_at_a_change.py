from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("routing", "0015_rule_names")]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.CharField(choices=[('classification', 'Classification'), ('change', 'Rules at a change'), ('guess', 'Guess'), ('priority', 'Priority'), ('sla', 'SLA'), ('assignment', 'Assignment')], max_length=15),
        ),
    ]
