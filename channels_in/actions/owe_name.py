from __future__ import annotations

from django.db import transaction

from channels_in import tasks
from channels_in.models import NameFetch
from events.nudge import nudge


@transaction.atomic(savepoint=False)
def owe_name(address: str, *, channel_id: int) -> None:
    """With the first message of somebody nobody here can call by a name; once. While another one waits for
    a second try the provider is in trouble: then the sweep asks now and then, and newcomers wake nobody.
    """
    asked = NameFetch(channel_id=channel_id, address=address)
    NameFetch.objects.bulk_create([asked], ignore_conflicts=True)
    tried = NameFetch.objects.filter(channel=channel_id, state=NameFetch.State.PENDING, attempts__gt=0)
    if not tried.exists():
        nudge(tasks.fetch_names, str(channel_id))
