"""`{% load settings_pages %}{% settings_nav page %}`, `|zone_words`"""

from __future__ import annotations

from django import template

from helpdesk.settings_pages import groups
from people.forms.zones import zone_choices

register = template.Library()


@register.inclusion_tag("settings/_nav.html")
def settings_nav(page: str) -> dict[str, object]:
    return {"groups": groups(), "page": page}


@register.filter
def zone_words(zone: str) -> str:
    """As the form calls it."""
    return str(dict(zone_choices()).get(zone, zone))
