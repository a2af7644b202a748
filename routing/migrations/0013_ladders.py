"""What happened at the percents of a policy, and at its breach, becomes steps of its ladder."""

from django.db import migrations, models

TOLD = [{"do": "notify_holder"}, {"do": "notify_leads"}]


def moment(point):
    return {"percent": point} if point > 0 else {"minutes_before": -point}


def give_ladders(apps, _editor):
    for policy in apps.get_model("routing", "SlaPolicy").objects.all():
        points = sorted(policy.warn_percents, key=lambda point: (point < 0, point))
        policy.ladder = [{**moment(point), "do": TOLD} for point in [*points, 100]]
        policy.save(update_fields=["ladder"])


def take_ladders(apps, _editor):
    for policy in apps.get_model("routing", "SlaPolicy").objects.all():
        percents = [step["percent"] for step in policy.ladder if step.get("percent", 100) < 100]
        before = [-step["minutes_before"] for step in policy.ladder if "minutes_before" in step]
        policy.warn_percents = list(dict.fromkeys([*percents, *before]))
        policy.save(update_fields=["warn_percents"])


class Migration(migrations.Migration):
    dependencies = [("routing", "0012_outlook_and_pauses")]

    operations = [
        migrations.AddField("slapolicy", "ladder", models.JSONField(blank=True, default=list)),
        migrations.RunPython(give_ladders, take_ladders),
        migrations.RemoveField("slapolicy", "warn_percents"),
        migrations.AddField("escalation", "did", models.JSONField(db_default=[], default=list)),
    ]
