from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0020_notification_nudged'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('status__in', ('new', 'open', 'pending', 'on_hold'))), fields=['team', 'assignee', 'status', 'sla_state', 'next_due_at', 'waiting_since'], name='ticket_counted'),
        ),
    ]
