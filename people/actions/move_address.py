from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from events.record import record
from people.identity import identify, normal
from people.models import Customer, Identity


@transaction.atomic
def move_address(
    old: tuple[str, str], *, to: tuple[str, str], by: Actor, at: datetime | None = None
) -> Customer | None:
    """Their provider says that they have another address of this kind now: it is theirs, and from now on we
    write there. None: nobody has the old one, or they moved already.
    """
    kind, address = normal(*old)
    was = Identity.objects.filter(kind=kind, address=address).select_for_update(no_key=True).first()
    if was is None or normal(*to) == (kind, address):
        return None
    customer = identify(kind=to[0], address=to[1], also=[old])
    now = Identity.objects.get(kind=normal(*to)[0], address=normal(*to)[1])
    if was.replaced_by_id == now.pk or now.kind != kind:
        return None
    Identity.objects.filter(pk=now.pk).update(replaced_by=None, replaced_at=None)
    Identity.objects.filter(pk=was.pk).update(replaced_by=now, replaced_at=at or timezone.now())
    record(
        "customer.address_corrected",
        by=by,
        at=at,
        customer_id=customer.pk,
        identity=was.pk,
        to=now.pk,
    )
    return customer
