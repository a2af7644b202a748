"""What decided until now is version 1."""

from django.db import migrations
from django.utils import timezone

FIELDS = ("id", "version", "name", "is_active", "stops", "conditions", "actions")


def publish(apps, schema_editor):
    rules = list(apps.get_model("routing", "RoutingRule").objects.order_by("position", "id").values(*FIELDS))
    sets = apps.get_model("routing", "RuleSet")
    if rules and not sets.objects.exists():
        sets.objects.create(version=1, rules=rules, published_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("routing", "0007_rule_sets")]
    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
