"""Addresses that customers write to, as the apps above know them: nobody signs in with one of them, for
whatever reads its mail could set a new password. helpdesk/apps.py says who knows.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HOLDERS: list[Callable[[str], str]] = []  # address → what has it, as people call it; empty: nothing has


def refuse_customers_address(email: str) -> None:
    for holder_of in HOLDERS:
        if holder := holder_of(email):
            words = _("Customers write to this address: the %(holder)s has it.") % {"holder": holder}
            raise ValidationError({"email": words})
