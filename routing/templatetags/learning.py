from __future__ import annotations

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.simple_tag
def share(part: float) -> str:
    """0.9123 as "91.2%", with the reader's decimal mark."""
    return f"{number_format(100 * part, 1)}%"
