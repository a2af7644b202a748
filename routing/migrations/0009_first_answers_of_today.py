from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('routing', '0008_first_rule_set'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('metric', 'first_response')), fields=['stopped_at'], name='clock_first_stopped'),
        ),
    ]
