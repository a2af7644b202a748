from __future__ import annotations

from django import template

from channels_in.item_words import words_for
from tickets.delivery_reasons import words_for as delivery_words

register = template.Library()
register.filter("item_reason", words_for)
register.filter("delivery_reason", delivery_words)
