"""The demo company's own shop: a page with the chat on it, where one is a visitor, signed in or not."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from channels_in.models import Connection
from channels_in.simulator import entrances
from channels_in.webchat.proof import sign
from helpdesk.lib.whole_number import whole_number
from people.models import Customer, Identity
from tickets.models import ChannelKind

SHOPPERS = 6
TOKEN_SECONDS = 3600


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """For everybody, as a shop is; only who is signed in to Alur may be one of its customers."""
    if not settings.DEMO:
        raise Http404
    connection = _connection()
    is_agent = request.user.is_authenticated
    shopper = _shopper(request.GET.get("as", "")) if is_agent else None
    context: dict[str, Any] = {
        "connection": connection,
        "shoppers": _shoppers() if is_agent and _secrets(connection) else [],
        "shopper": shopper,
        "identity": _token_of(shopper, connection) if shopper and connection else "",
        "doors": entrances.shown(ChannelKind.WEBCHAT) if is_agent else [],
    }
    return render(request, "channels_in/shop.html", context)


def _connection() -> Connection | None:
    chats = Connection.objects.filter(channel__kind=ChannelKind.WEBCHAT, channel__is_active=True)
    return chats.select_related("channel").order_by("pk").first()


def _secrets(connection: Connection | None) -> list[str]:
    return list(connection.secrets.get("identity", [])) if connection else []


def _shoppers() -> list[Customer]:
    """Who wrote by another door before: signed in here, they go on with the same history."""
    known = Identity.objects.filter(kind__in=("phone", "mail"), replaced_by=None).order_by("-kind", "-pk")
    customers = known.select_related("customer")[: SHOPPERS * 3]
    found = {one.customer_id: one.customer for one in customers if one.customer.name}
    return list(found.values())[:SHOPPERS]


def _shopper(asked: str) -> Customer | None:
    pk = whole_number(asked)
    return Customer.objects.filter(pk=pk).first() if pk else None


def _token_of(shopper: Customer, connection: Connection) -> str:
    """What the shop's server would say of who is signed in there."""
    secrets = _secrets(connection)
    if not secrets:
        return ""
    claims: dict[str, Any] = {
        "sub": f"shop-{shopper.pk}",
        "name": shopper.name,
        "exp": int(time.time()) + TOKEN_SECONDS,
    }
    for kind, name in (("mail", "email"), ("phone", "phone")):
        address = shopper.identities.filter(kind=kind, replaced_by=None).order_by("pk").first()
        if address:
            claims |= {name: address.address, f"{name}_verified": True}
    return sign(claims, secrets[0])
