from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.utils import timezone

from channels_in.models import Visitor, WayBack
from people.models import Identity
from tickets.models import ChannelKind

SILENT = timedelta(days=2)
UNUSED = timedelta(days=180)
LINKS_KEPT = timedelta(days=30)


@transaction.atomic
def forget_visits() -> int:
    """Browsers that never wrote are forgotten; tokens end half a year after their last use."""
    now = timezone.now()
    old = Visitor.objects.filter(seen_at__lt=now - UNUSED, revoked_at=None)
    ended = old.update(revoked_at=now)
    WayBack.objects.filter(expires_at__lt=now - LINKS_KEPT).delete()
    customers = Identity.objects.filter(
        kind=ChannelKind.WEBCHAT, address=Concat(Value("v:"), OuterRef("key"))
    )
    silent = Visitor.objects.filter(~Exists(customers), seen_at__lt=now - SILENT, subject="")
    return ended + silent.filter(ways_back=None, came_back_by=None).delete()[0]
