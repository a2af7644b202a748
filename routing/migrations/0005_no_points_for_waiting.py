from django.db import migrations


def withdraw(apps, schema_editor):
    """A scheme with a part that is not known any more would be faulty. Going back, there are no such points."""
    for scheme in apps.get_model("routing", "PriorityScheme").objects.filter(weights__has_key="waiting"):
        del scheme.weights["waiting"]
        scheme.save(update_fields=["weights"])


class Migration(migrations.Migration):
    dependencies = [("routing", "0004_customers_are_recomputed")]
    operations = [migrations.RunPython(withdraw, migrations.RunPython.noop)]
