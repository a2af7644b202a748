"""`{% load said_of_calls %}`: how long, as calls are counted, and where a caller is."""

from __future__ import annotations

from django import template

from tickets.call_words import clock_words, place_words

register = template.Library()
register.filter("clock", clock_words)
register.filter("place_words", place_words)
