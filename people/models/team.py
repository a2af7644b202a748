from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext as _

from people.models.skill import HIGHEST

MOST_AFFINITY = 90 * 24 * 60
LEAST_SECONDS, MOST_SECONDS = 10, 3600  # of an offer


def long_enough(seconds: int) -> None:
    """Nobody can read and answer in less."""
    if 0 < seconds < LEAST_SECONDS:
        raise ValidationError(_("Give them at least %(n)s seconds.") % {"n": LEAST_SECONDS})


class Team(models.Model):
    """Agents who share work and a queue."""

    name = models.CharField(max_length=100, unique=True)
    colour = models.PositiveSmallIntegerField(default=1)  # which of the palette's swatches, 1 to 8
    calendar = models.ForeignKey(
        "people.Calendar", models.SET_NULL, null=True, blank=True, related_name="teams"
    )
    language_level = models.PositiveSmallIntegerField(
        default=0, db_default=0, validators=[MaxValueValidator(HIGHEST)]
    )  # how well whoever is given a ticket must know its language; 0: nobody asks
    affinity_minutes = models.PositiveIntegerField(
        default=0, db_default=0, validators=[MaxValueValidator(MOST_AFFINITY)]
    )  # so long a customer goes back to whoever answered them last; 0: never
    rests_after_hours = models.BooleanField(
        default=False, db_default=False
    )  # what waits is given out only while its calendar is open
    offer_seconds = models.PositiveSmallIntegerField(
        default=0, db_default=0, validators=[long_enough, MaxValueValidator(MOST_SECONDS)]
    )  # so long an agent is asked whether they take a ticket; 0: it is given to them
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def the_only_one(cls) -> Team | None:
        """What a new channel most likely means; None where one has to choose."""
        teams = list(cls._default_manager.filter(is_active=True)[:2])
        return teams[0] if len(teams) == 1 else None
