"""A problem of a channel: what is wrong, and what helps."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Problem:
    words: str | Promise
    advice: str | Promise


UNREACHABLE = _("Check the server’s name and port, and that this machine may reach it.")
TOKEN = _("Grant access again: the provider no longer accepts the old grant.")
