"""`{% load customers %}`: what is known of a customer, in words."""

from __future__ import annotations

from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy

from helpdesk.marks.times import clock_time
from people.models import Customer, Tier

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
