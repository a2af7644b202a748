"""`{% load customers %}`: what is known of a customer, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy

from helpdesk.marks.times import clock_time
from people.actions.add_address import BY_HAND
from people.identity import BY_PHONE, normal
from people.models import Customer, Identity, Tier
from tickets.delivery_reasons import words_for
from tickets.forms.customer import LABELS
from tickets.models import ChannelKind

register = template.Library()

LANGUAGE_NAMES = {"en": gettext_lazy("English"), "id": gettext_lazy("Indonesian")}


@register.filter
def tier_label(customer: Customer) -> str:
    return str(Tier(customer.tier).label)


@register.filter
def tier_tone(customer: Customer) -> str:
    return {Tier.GOLD: "gold", Tier.PLATINUM: "acc"}.get(Tier(customer.tier), "")


@register.filter
def known_words(customer: Customer) -> str:
    """Firm, time and language, as far as we know them: Hotel Cendana · 09.58 WITA · Indonesian."""
    known = [customer.organisation.name] if customer.organisation else []
    if customer.time_zone:
        with timezone.override(customer.time_zone):
            known.append(f"{clock_time(timezone.now())} {timezone.localtime().tzname()}")
    if customer.language:
        known.append(str(LANGUAGE_NAMES.get(customer.language, customer.language)))
    return " · ".join(known)


@register.filter
def address_words(address: str, kind: str) -> str:
    """As people read it: a browser's key, what a site calls its people, and the page before the id of
    who wrote to it, are for machines. Telephone numbers begin with their plus.
    """
    if kind in BY_PHONE:
        return normal(kind, address)[1]
    if kind in {ChannelKind.MESSENGER, ChannelKind.INSTAGRAM}:
        return address.rpartition(":")[2]
    if kind != ChannelKind.WEBCHAT:
        return address
    who, _colon, rest = address.partition(":")
    return rest.partition(":")[2] if who == "u" else f"#{rest[:6]}"


@register.filter
def reason_words(code: str) -> str:
    """Why nothing reaches them there: tickets/delivery_reasons.py."""
    return words_for(code)


@register.filter
def kind_words(kind: str) -> str:
    return str(dict(ChannelKind.choices).get(kind, kind))


@register.filter
def field_words(field: str) -> str:
    names = {**LABELS, "organisation_id": LABELS["organisation"], "time_zone": gettext_lazy("Time zone")}
    return str(names[field])


@register.filter
def first_words(text: str) -> str:
    """As far as three lines show it, whatever is in it."""
    return " ".join(text[:1000].split())[:400]


@register.filter
def may_be_left(identity: Identity) -> bool:
    """Whether somebody of us can have put it there: tickets/actions/leave_address.py asks closer."""
    return identity.kind in BY_HAND and not identity.is_verified and identity.replaced_by is None


@register.filter
def cut_off_words(identity: int, cut_off: Mapping[int, str]) -> str:
    return words_for(cut_off[identity])
