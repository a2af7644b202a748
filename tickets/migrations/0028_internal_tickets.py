import django.db.models.deletion
from django.db import migrations, models

# What a check constraint cannot say, because it looks at another row: docs/adr/0035.
NOTHING_IS_SAID = """
create function tickets_refuse_internal_message() returns trigger language plpgsql as $$
begin
    if exists (select from tickets_ticket where id = new.ticket_id and parent_id is not null) then
        raise exception 'ticket % is internal: nothing is said to a customer on it', new.ticket_id
            using errcode = 'check_violation', constraint = 'message_not_on_internal_ticket';
    end if;
    return new;
end $$;
create trigger message_not_on_internal_ticket before insert or update of ticket_id on tickets_message
    for each row execute function tickets_refuse_internal_message();

create function tickets_refuse_other_parent() returns trigger language plpgsql as $$
begin
    raise exception 'the parent of ticket % is set once', new.id
        using errcode = 'check_violation', constraint = 'ticket_parent_is_set_once';
end $$;
create trigger ticket_parent_is_set_once before update of parent_id on tickets_ticket
    for each row when (old.parent_id is distinct from new.parent_id)
    execute function tickets_refuse_other_parent();
"""
SOMETHING_MAY_BE = """
drop trigger ticket_parent_is_set_once on tickets_ticket;
drop function tickets_refuse_other_parent();
drop trigger message_not_on_internal_ticket on tickets_message;
drop function tickets_refuse_internal_message();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0027_problems"),
        ("people", "0016_team_rests"),
    ]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="children",
                to="tickets.ticket",
            ),
        ),
        migrations.AddField(
            model_name="ticket",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("parent__isnull", False)),
                fields=["parent", "id"],
                name="ticket_children",
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at", None), ("parent", None)),
                    models.Q(("is_session", False), ("parent__isnull", False), ("problem", None)),
                    _connector="OR",
                ),
                name="ticket_internal_is_between_us",
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assigned", "Assigned to you"),
                    ("taken", "Taken from you"),
                    ("mentioned", "You were mentioned"),
                    ("sla_warning", "Time is running out"),
                    ("sla_breached", "Past its SLA"),
                    ("rated_low", "A customer is not content"),
                    ("delivery_failed", "A message was not delivered"),
                    ("nudged", "Somebody asks you to look"),
                    ("escalation_resolved", "An escalation is done"),
                    ("escalation_cancelled", "An escalation was cancelled"),
                    ("call_back", "A call-back needs you"),
                    ("delivery_unknown", "A message may have been sent or not"),
                    ("channel_failing", "A channel needs somebody to look"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunSQL(NOTHING_IS_SAID, SOMETHING_MAY_BE),
    ]
