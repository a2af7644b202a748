"""`{% load settings_pages %}{% settings_nav page %}`"""

from __future__ import annotations

from django import template

from helpdesk.settings_pages import groups

register = template.Library()


@register.inclusion_tag("settings/_nav.html")
def settings_nav(page: str) -> dict[str, object]:
    return {"groups": groups(), "page": page}
