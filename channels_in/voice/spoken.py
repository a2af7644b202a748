"""What our side says on the telephone, in the caller's language."""

from __future__ import annotations

import math
from datetime import datetime
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from channels_in.voice.phone import Option, Phone, Step, in_language
from channels_in.voice.twiml import say
from people.models import Team
from tickets.models import Channel


class Voice:
    """Says words of ours in one language."""

    def __init__(self, phone: Phone, language: str) -> None:
        self.phone, self.language = phone, language

    def says(self, words: str) -> Element:
        return say(self.phone, self.language, words)

    def step(self, step: Step) -> str:
        with translation.override(self.language):
            words = [in_language(step.words, self.language)]
            if step.kind == "choice":
                words += [self._option(one) for one in step.options]
            else:
                words.append(_("Press the hash key when you are done."))
            return " ".join(one for one in words if one)

    def _option(self, option: Option) -> str:
        name = in_language(option.name, self.language)
        return _("For %(name)s, press %(digit)s.") % {"name": name, "digit": option.digit}

    def unknown_choice(self) -> str:
        with translation.override(self.language):
            return _("That choice is not known.")

    def typed_wrongly(self) -> str:
        with translation.override(self.language):
            return _("That could not be understood.")

    def connecting(self, team: Team | None) -> str:
        with translation.override(self.language):
            if team:
                return _("Please hold the line. We are connecting you with %(team)s.") % {"team": team.name}
            return _("Please hold the line. We are connecting you.")

    def waiting(self, position: int, seconds: int | None, *, offers: list[tuple[str, str]]) -> str:
        with translation.override(self.language):
            words = [
                _("You are next in line.")
                if position == 1
                else _("You are number %(n)s in line.") % {"n": position}
            ]
            if seconds is not None:
                minutes = max(1, math.ceil(seconds / 60))
                words.append(
                    ngettext("The wait is about %(n)s minute.", "The wait is about %(n)s minutes.", minutes)
                    % {"n": minutes}
                )
            words += [self._offer(wish, digit) for wish, digit in offers]
            return " ".join(words)

    def offers(self, offers: list[tuple[str, str]]) -> str:
        with translation.override(self.language):
            return " ".join(self._offer(wish, digit) for wish, digit in offers)

    def _offer(self, wish: str, digit: str) -> str:
        if wish == "call_back":
            return _("To be called back instead, press %(digit)s.") % {"digit": digit}
        return _("To leave a message, press %(digit)s.") % {"digit": digit}

    def nobody_now(self, why: str) -> str:
        with translation.override(self.language):
            if why == "closed":
                return _("We are closed now.")
            return _("Nobody is free at the moment.")

    def records(self) -> str:
        with translation.override(self.language):
            return _("This call is recorded.")

    def leave_message(self) -> str:
        with translation.override(self.language):
            return _("Please leave a message after the tone, and press the hash key when you are done.")

    def thanks(self) -> str:
        with translation.override(self.language):
            return _("Thank you. Goodbye.")

    def nothing_recorded(self) -> str:
        with translation.override(self.language):
            return _("Nothing was recorded. Goodbye.")

    def times(self, starts: list[datetime], channel: Channel) -> str:
        with translation.override(self.language):
            words = [_("When shall we call you?")]
            for digit, start in enumerate(starts, start=1):
                given = {"time": self.moment(start, channel), "digit": digit}
                words.append(_("For %(time)s, press %(digit)s.") % given)
            return " ".join(words)

    def moment(self, at: datetime, channel: Channel) -> str:
        with translation.override(self.language):
            local = at.astimezone(zone_of(channel))
            today = timezone.now().astimezone(zone_of(channel)).date()
            days = (local.date() - today).days
            near = {0: _("today"), 1: _("tomorrow")}
            day = near.get(days) or formats.date_format(local, "l j F")
            return _("%(day)s at %(time)s") % {"day": day, "time": f"{local:%H:%M}"}

    def which_number(self, number: str) -> str:
        with translation.override(self.language):
            if number:
                ending = " ".join(number[-3:])
                return _(
                    "To be called on the number ending in %(ending)s, press the hash key. "
                    "For another number, type it and then press the hash key."
                ) % {"ending": ending}
            return _("Type the number on which we can call you, then press the hash key.")

    def booked(self, at: datetime, channel: Channel) -> str:
        moment = self.moment(at, channel)
        with translation.override(self.language):
            return _("We will call you %(time)s. Thank you. Goodbye.") % {"time": moment}

    def whisper(self, team: str, seconds: int) -> str:
        with translation.override(self.language):
            minutes = max(1, round(seconds / 60))
            said = {"team": team or _("the telephone"), "n": minutes}
            words = ngettext(
                "A call for %(team)s, waiting for %(n)s minute.",
                "A call for %(team)s, waiting for %(n)s minutes.",
                minutes,
            )
            return words % said + " " + _("Press 1 to answer.")

    def whisper_call_back(self, name: str, number: int) -> str:
        with translation.override(self.language):
            said = {"name": name, "n": number}
            return _("Call-back to %(name)s, try %(n)s. Press 1 to call.") % said

    def already_answered(self) -> str:
        with translation.override(self.language):
            return _("This call is no longer waiting.")

    def not_reached(self) -> str:
        with translation.override(self.language):
            return _("They did not answer.")


def zone_of(channel: Channel) -> ZoneInfo:
    """Of the opening hours; else of the server's company."""
    from people.models import Company

    name = channel.calendar.time_zone if channel.calendar else Company.current().time_zone
    return ZoneInfo(name)
