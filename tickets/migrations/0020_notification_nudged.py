from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0019_callers_are_due_first'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notification',
            name='kind',
            field=models.CharField(choices=[('assigned', 'Assigned to you'), ('taken', 'Taken from you'), ('mentioned', 'You were mentioned'), ('sla_warning', 'Time is running out'), ('sla_breached', 'Past its SLA'), ('rated_low', 'A customer is not content'), ('delivery_failed', 'A message was not delivered'), ('nudged', 'Somebody asks you to look'), ('call_back', 'A call-back needs you'), ('delivery_unknown', 'A message may have been sent or not'), ('channel_failing', 'A channel needs somebody to look')], max_length=20),
        ),
    ]
