from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from analytics.models import Rating, Survey, SurveyPlan
from analytics.models.rating import BEST, LONGEST_COMMENT, WORST
from channels_in.surveys import LINKS
from events import actors
from events.models import Event
from people.who_watches import who_watches
from tickets.actions.automatic import send_automatic
from tickets.actions.note_rating import note_rating
from tickets.actions.notify_all import notify_all
from tickets.changing import lock
from tickets.models import Notification, Ticket
from tickets.refusals import Refused
from tickets.ways import Way


class SurveyOver(Exception):
    """It was never asked, or its time is over: what stands there stays."""


@transaction.atomic
def rate(
    survey: Survey, *, score: int, way: str, comment: str | None = None, at: datetime | None = None
) -> Rating:
    """The customer's answer, or their second thoughts. `comment` None: the words so far stay.

    The same answer again changes nothing and tells nobody.
    """
    if not WORST <= score <= BEST:
        raise ValueError(f"{score} is no score")
    now = at or timezone.now()
    survey = Survey.objects.select_for_update(no_key=True, of=("self",)).get(pk=survey.pk)
    former = Rating.objects.filter(survey=survey).first()
    if not survey.is_open(at=now):
        raise SurveyOver
    rating = former or Rating(survey=survey, way=way, created_at=now)
    was = former.score if former else None
    said = _clean(comment) if comment is not None else rating.comment
    if former and (was, former.comment) == (score, said):
        return former
    rating.score, rating.comment, rating.changed_at = score, said, now
    rating.save()
    ticket = survey.ticket
    lock(ticket)
    by = actors.customer(ticket.customer)
    event = note_rating(ticket, score=score, was=was, has_comment=bool(said), survey=survey.pk, by=by, at=at)
    _tell_if_low(ticket, rating, was=was, event=event)
    if was is None and way == Rating.Way.BUTTON:
        _thank(survey, event)
    return rating


def _clean(comment: str) -> str:
    return comment.replace("\0", "").strip()[:LONGEST_COMMENT]


def _thank(survey: Survey, event: Event) -> None:
    """Who pressed a button sees that it was heard, and where to say more."""
    with translation.override(survey.language):
        text = _("Thank you for your rating. Is there something you would like to add?")
    to = survey.message.recipients["to"][0][1] if survey.message else ""
    extras = [{"kind": LINKS, "survey": survey.name.hex}]
    with suppress(Refused), transaction.atomic():
        send_automatic(
            survey.ticket,
            text=text,
            by=actors.system("event", event.pk),
            reason="survey_thanks",
            through=Way(channel=survey.channel, address=to),
            extras=extras,
        )


def _tell_if_low(ticket: Ticket, rating: Rating, *, was: int | None, event: Event) -> None:
    """Those who watch over the team hear of a customer who is not content: once, also if words follow."""
    plan = SurveyPlan.objects.filter(channel=ticket.channel_id).first()
    limit = plan.low_score if plan else SurveyPlan._meta.get_field("low_score").default
    if rating.score > limit or (was is not None and was <= limit):
        return
    told = who_watches({ticket.team_id})[ticket.team_id]
    kind, data = Notification.Kind.RATED_LOW, {"score": rating.score}
    notify_all(
        [
            Notification(agent_id=agent, ticket=ticket, kind=kind, event_id=event.pk, data=data)
            for agent in sorted(told)
        ]
    )
