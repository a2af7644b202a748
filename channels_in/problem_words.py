"""Each problem of a channel, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from channels_in import problem_words_of_mail, problem_words_of_providers
from channels_in.problem import UNREACHABLE, Problem

PROBLEMS: dict[str, Problem] = {**problem_words_of_mail.PROBLEMS, **problem_words_of_providers.PROBLEMS}
UNKNOWN = Problem(_("The channel does not work."), UNREACHABLE)
