"""What the customers of the past thought of how they were helped. Few of those who are asked answer."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from analytics.actions.ask import ask
from analytics.actions.owe_survey import owe_survey
from analytics.actions.rate import rate
from analytics.models import Rating, Survey, SurveyPlan
from events.claimable import ClaimableQuerySet
from events.models import Event
from people.models import Team
from tickets.actions.record_delivery import mark_sent
from tickets.models import Ticket

ANSWER, SAY_WHY = 0.5, 0.6  # the share of those who were asked, and of those who answered
SCORES, WEIGHTS = (5, 4, 3, 2, 1), (52, 30, 11, 4, 3)
WORDS = {
    ("id", 5): (
        "Cepat dan ramah, terima kasih!",
        "Masalah saya selesai hari itu juga.",
        "Mantap, kursinya langsung diganti.",
        "Penjelasannya jelas sekali.",
    ),
    ("id", 4): ("Bagus, hanya menunggu sedikit lama.", "Terbantu. Terima kasih."),
    ("id", 3): ("Jawabannya baik, tetapi pengirimannya tetap terlambat.", "Biasa saja."),
    ("id", 2): ("Saya harus bertanya tiga kali.",),
    ("id", 1): ("Barangnya masih belum saya terima.",),
    ("en", 5): (
        "Quick, kind and to the point. Thank you!",
        "Sorted out the same day.",
        "The new lamp came before I had sent the old one back.",
    ),
    ("en", 4): ("Good help, I only had to wait a little.", "Helpful, thanks."),
    ("en", 3): ("Friendly, but the delivery was late all the same.",),
    ("en", 2): ("I had to explain it twice.",),
    ("en", 1): ("Still waiting for my refund.",),
}


def ask_back(ticket: Ticket, *, team: Team, chance: random.Random, until: datetime) -> None:
    """After it was resolved. `team`: where routing, which runs behind, will have put it."""
    plan = SurveyPlan.objects.filter(channel=ticket.channel_id, is_active=True).first()
    if plan is None:
        return
    episode = Event.objects.filter(ticket_id=ticket.pk, kind="ticket.resolved").latest("pk")
    ticket.team = team
    owe_survey(ticket, plan, episode=episode)
    owed = Survey.objects.select_related("ticket__channel", "ticket__customer", "agent", "channel")
    survey = owed.get(episode=episode.pk)
    at = survey.due_at
    if at is None or at > until:
        return  # workers ask that one
    # As if claimed, in the same transaction: nobody writes to the customers of the past.
    ClaimableQuerySet(Survey).filter(pk=survey.pk).update(state=Survey.State.DONE)
    ask(survey, at=at)
    if survey.message:
        mark_sent(survey.message.delivery, provider_id=f"{survey.message.pk}@demo.example", at=at)
        _answer(survey, chance, asked_at=at, until=until)


def _answer(survey: Survey, chance: random.Random, *, asked_at: datetime, until: datetime) -> None:
    at = asked_at + timedelta(minutes=chance.randint(3, 1800))
    if chance.random() > ANSWER or at > until:
        return
    (score,) = chance.choices(SCORES, WEIGHTS)
    says = chance.random() < SAY_WHY
    comment = chance.choice(WORDS[survey.language, score]) if says else ""
    rate(survey, score=score, way=Rating.Way.PAGE, comment=comment, at=at)
