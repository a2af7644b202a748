from django.db import migrations


class Migration(migrations.Migration):
    """A claimable row has a key already, by which dead work is tried again."""

    dependencies = [("analytics", "0001_surveys")]

    operations = [migrations.RenameField(model_name="survey", old_name="key", new_name="name")]
