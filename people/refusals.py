from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from helpdesk.lib import refused


class Refused(refused.Refused):
    WORDS: ClassVar = {
        "founded_already": _("Somebody has set this up already. Sign in instead."),
        "last_admin": _("Somebody must remain who is an admin."),
        "not_yourself": _("You cannot switch off your own account."),
        "in_use": _("“%(name)s” is in use and cannot be removed; switch it off instead."),
        "session_in_use": _("This is the browser you are using. Sign out to end it."),
        "team_used": _("Not switched off: it still gets work from %(uses)s. Send that elsewhere first."),
        "no_such_field": _("“%(field)s” is not something that can be set here."),
        "bad_address": _("“%(address)s” is no address that can be sent to."),
        "address_of_another": _("Another customer has the address %(address)s; it can belong to one only."),
        "same_address": _("This is the address that they have already."),
        "same_customer": _("This is the same customer."),
        "last_address": _("This is their only address. Without it nobody could find or answer them."),
        "address_proved": _("They write to us from there, so it stays theirs. Say instead where to answer."),
        "bad_number": _(
            "“%(address)s” is no telephone number. Write it with its country, such as +62 812 3456 789."
        ),
        "day_too_far": _("Choose a day within the next year."),
        "holiday_twice": _("There is a holiday on %(on)s already."),
    }

    @property
    def words(self) -> str:
        shown = {
            name: date_format(value, "j M Y") if isinstance(value, date) else value
            for name, value in self.params.items()
        }
        return str(self.WORDS[self.code]) % shown
