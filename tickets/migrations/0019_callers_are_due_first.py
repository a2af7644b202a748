import datetime

from django.db import migrations, models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

MOMENT = models.DateTimeField()
NO_DEADLINE = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)
ON_THE_LINE = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
ACTIVE = Q(status__in=("new", "open", "pending", "on_hold"))
INDEXES = (
    models.Index(fields=["team", "due_order", "id"], condition=ACTIVE, name="ticket_team_due"),
    models.Index(fields=["assignee", "due_order", "id"], condition=ACTIVE, name="ticket_mine_due"),
    models.Index(fields=["due_order", "id"], condition=ACTIVE, name="ticket_due"),
    models.Index(
        fields=["team", "due_order", "id"], condition=ACTIVE & Q(assignee=None), name="ticket_queue"
    ),
)


class Migration(migrations.Migration):
    """A generated column cannot be changed: it goes with its indexes and comes again."""

    dependencies = [("tickets", "0018_ticket_any_last")]

    operations = [
        *[migrations.RemoveIndex(model_name="ticket", name=index.name) for index in INDEXES],
        migrations.RemoveField(model_name="ticket", name="due_order"),
        migrations.AddField(
            model_name="ticket",
            name="due_order",
            field=models.GeneratedField(
                expression=Case(
                    When(caller_since__isnull=False, then=Value(ON_THE_LINE, output_field=MOMENT)),
                    default=Coalesce(F("next_due_at"), Value(NO_DEADLINE, output_field=MOMENT)),
                ),
                output_field=MOMENT,
                db_persist=True,
            ),
        ),
        *[migrations.AddIndex(model_name="ticket", index=index) for index in INDEXES],
    ]
