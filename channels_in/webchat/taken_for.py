"""Which browsers are one person. A link in a mail goes to an address that anybody may have typed: whoever
comes by it may be anybody, and so may whoever typed it.
"""

from __future__ import annotations

from django.db.models import QuerySet

from channels_in.models import Visitor, WayBack
from channels_in.webchat.visitors import customers_of
from people.models import Identity
from tickets.models import ChannelKind

A_BROWSER = "v:"


def way_back_of(visitor: Visitor) -> WayBack | None:
    """By which a browser that is nobody yet goes on as who was away. Who is somebody reads that chat, and
    stays who they are. Of somebody who was signed in it must have gone to an address that their site proved:
    they read all that is theirs.
    """
    back = WayBack.objects.filter(used_by=visitor).select_related("visitor", "ticket").order_by("-pk").first()
    if back is None or _is_somebody(visitor):
        return None
    return back if not back.visitor.subject or back.visitor.email_is_signed else None


def is_alone(visitor: Visitor) -> bool:
    """No other browser is taken for this one. Else who signs in does not bring along what the other wrote."""
    return not _browsers_of(visitor).exclude(address=visitor.own_address).exists()


def _is_somebody(visitor: Visitor) -> bool:
    """Signed in, or known by more than browsers."""
    known = Identity.objects.filter(customer__in=customers_of(visitor))
    return bool(visitor.subject) or known.exclude(pk__in=_browsers_of(visitor)).exists()


def _browsers_of(visitor: Visitor) -> QuerySet[Identity]:
    return Identity.objects.filter(
        customer__in=customers_of(visitor), kind=ChannelKind.WEBCHAT, address__startswith=A_BROWSER
    )
