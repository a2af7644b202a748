"""What the worker does each minute and each hour: look, and learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from events.database_time import database_time
from helpdesk.lib.asked_once import asking_once
from routing.actions.settle_foreseen import settle_foreseen
from routing.actions.store_experience import store_experience
from routing.actions.store_outlook import store_outlook
from routing.board.minute import figures_now
from routing.forecasting.learned import Learned, Queue
from routing.forecasting.promise import LEADS, Sight, moment
from routing.forecasting.rehearsal import OUTCOMES, REMEMBERS, Said, experience, rehearse
from routing.forecasting.weighing import Weights, learn
from routing.models import Experience, Foreseen, Outlook
from routing.outlook.look import STORED, Seen, look
from routing.outlook.open_promises import HORIZON, open_promises
from routing.outlook.past import company_hour, past_promises

MINUTES = [lead // 60 for lead in LEADS]
LEARNS, LEARNS_SOON = timedelta(hours=1), timedelta(minutes=5)
FEW = 500  # promises
SAID_LATE = 10  # minutes: what was not seen when it was so far from its end is not held to it


def foresee(*, at: datetime | None = None) -> bool:
    """False: this minute has its outlook."""
    now = at or database_time()
    if Outlook.objects.filter(minute=_minute(now)).exists():
        return False
    with asking_once():
        settle_foreseen(now=now)
        latest = latest_experience()
        standing, left_out = open_promises(now=now)
        seen, teams = look(standing, learned_of(latest), now=now, hour_of=company_hour())
        likeliest = sorted(seen, key=lambda one: -one.chance)[:STORED]
        outlook = Outlook(
            minute=_minute(now),
            made_at=now,
            until=now + HORIZON,
            experience=latest,
            teams=teams,
            promises=[one.as_data() for one in likeliest],
            figures=figures_now(),
            left_out=left_out,
        )
        return store_outlook(outlook, _foreseen(seen, now))


def is_due_to_learn(*, at: datetime | None = None) -> bool:
    """Each hour; while a company has little to learn from, more often."""
    latest, now = latest_experience(), at or database_time()
    if latest is None:
        return True
    return now - latest.learned_at >= (LEARNS if latest.promises >= FEW else LEARNS_SOON)


def learn_from_the_past(*, at: datetime | None = None) -> Experience:
    now = at or database_time()
    with asking_once():
        promises, hour_of = past_promises(now=now), company_hour()
        said = list(rehearse(promises, hour_of=hour_of, until=now.timestamp()))
        outcomes = _outcomes() or [(one.sight, one.was_broken) for one in said if _is_known(one, now)]
        found = experience(promises, [], at=now.timestamp(), hour_of=hour_of)
        return store_experience(
            Experience(
                learned_at=now,
                since=now - timedelta(seconds=REMEMBERS),
                promises=len(promises),
                outcomes=len(outcomes[-OUTCOMES:]),
                weights=asdict(learn(outcomes[-OUTCOMES:])),
                queues={name: queue.as_data() for name, queue in found.queues.items()},
            ),
            [_rehearsed(one) for one in said if _is_known(one, now)],
        )


def latest_experience() -> Experience | None:
    return Experience.objects.order_by("-learned_at").first()


def learned_of(stored: Experience | None) -> Learned:
    if stored is None:
        return Learned()
    queues = {name: Queue.of(data) for name, data in stored.queues.items()}
    return Learned(queues=queues, weights=Weights(**stored.weights))


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _foreseen(seen: Sequence[Seen], now: datetime) -> list[Foreseen]:
    found = []
    for one in seen:
        left = (one.standing.deadline - now).total_seconds() / 60
        lead = min((lead for lead in MINUTES if lead >= left), default=None)
        if lead is not None and left > lead - SAID_LATE:
            found.append(
                Foreseen(
                    clock_id=one.standing.promise.key,
                    lead=lead,
                    deadline=one.standing.deadline,
                    said_at=now,
                    chance=one.chance,
                    sight=one.sight.as_data(),
                )
            )
    return found


def _outcomes() -> list[tuple[Sight, bool]]:
    """Of what was said, the newest whose end is known; none while they are few."""
    known = Foreseen.objects.filter(was_broken__isnull=False, is_rehearsed=False).order_by("-said_at")
    rows = list(known.values_list("sight", "was_broken")[:OUTCOMES])
    return [(Sight.of(sight), bool(broken)) for sight, broken in reversed(rows)] if len(rows) >= 200 else []


def _is_known(one: Said, now: datetime) -> bool:
    return one.settled < now.timestamp()


def _rehearsed(one: Said) -> Foreseen:
    return Foreseen(
        clock_id=one.promise.key,
        lead=one.lead // 60,
        deadline=moment(one.promise.deadline),
        said_at=moment(one.at),
        chance=one.chance,
        sight=one.sight.as_data(),
        is_rehearsed=True,
        was_broken=one.was_broken,
    )
