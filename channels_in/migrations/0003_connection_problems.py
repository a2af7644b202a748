from django.db import migrations, models


def by_direction(apps, schema_editor):
    for connection in apps.get_model("channels_in", "Connection").objects.exclude(problem=""):
        since = connection.problem_since.isoformat() if connection.problem_since else ""
        connection.problems = {
            connection.problem.partition("_")[0]: {
                "code": connection.problem,
                "detail": connection.problem_detail,
                "since": since,
            }
        }
        connection.save(update_fields=["problems"])


def the_first(apps, schema_editor):
    for connection in apps.get_model("channels_in", "Connection").objects.exclude(problems={}):
        one = next(iter(connection.problems.values()))
        connection.problem, connection.problem_detail = one["code"], one["detail"]
        connection.problem_since = one["since"] or None
        connection.save(update_fields=["problem", "problem_detail", "problem_since"])


class Migration(migrations.Migration):
    dependencies = [("channels_in", "0002_mailboxcursor_history")]

    operations = [
        migrations.AddField("connection", "problems", models.JSONField(blank=True, default=dict)),
        migrations.RunPython(by_direction, the_first),
        migrations.RemoveField("connection", "problem"),
        migrations.RemoveField("connection", "problem_detail"),
        migrations.RemoveField("connection", "problem_since"),
    ]
