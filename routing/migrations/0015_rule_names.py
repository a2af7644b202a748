"""Names of rules outlive them: those of all versions so far."""

from django.db import migrations, models


def remember(apps, _editor):
    names = {}
    for rules in apps.get_model("routing", "RuleSet").objects.order_by("version").values_list("rules", flat=True):
        names |= {rule["id"]: rule["name"] for rule in rules}
    rows = apps.get_model("routing", "RuleName").objects
    rows.bulk_create([rows.model(id=key, name=name) for key, name in names.items()], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("routing", "0014_rule_matches")]

    operations = [
        migrations.CreateModel(
            name="RuleName",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=150)),
            ],
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
