from importlib import import_module

from celery import shared_task

from events.claims import drain, run
from events.nudge import nudge
from routing import offers
from routing.actions import forget_guesses as guesses
from routing.actions import forget_outlooks as forgetting_outlooks
from routing.actions import forget_recomputations as forgetting
from routing.actions.answer_offer import lapse_offer
from routing.actions.count_rule_matches import count_days
from routing.actions.note_unrouted import note_unrouted
from routing.actions.resume_routing import run_out
from routing.actions.return_work import return_work as give_back
from routing.dry_run import replay_portion
from routing.escalate import fire_due
from routing.guessing import lesson_plan, lessons
from routing.models import DryRun, Recomputation, RoutingPause, TicketOffer
from routing.outlook import foresee as outlook
from routing.recompute import recompute_portion


@shared_task
def fire_clocks() -> None:
    if fire_due():
        nudge(fire_clocks)


@shared_task
def drain_team(team: str) -> None:
    offers.drain(int(team))


@shared_task
def drain_for(agent: str) -> None:
    """An agent has room: what could they take?"""
    for team in offers.teams_waiting_for(int(agent)):
        offers.drain(team)


@shared_task
def sweep_queues() -> None:
    """Find what no nudge reached: nobody waits in a queue while somebody could take them."""
    note_unrouted()
    for team in offers.teams_waiting():
        nudge(drain_team, str(team))


@shared_task
def end_pauses() -> None:
    """Teams whose pause is over are given work again."""
    drain(RoutingPause.objects.all(), lambda row: run(row, run_out))


@shared_task
def lapse_offers() -> None:
    """Who has not answered in time is asked no longer; the next one is."""
    drain(TicketOffer.objects.all(), lambda row: run(row, lapse_offer))


@shared_task
def return_work() -> None:
    give_back()


@shared_task
def recompute_clocks() -> None:
    """By the sweep alone: it belongs into the queue for what may take its time, where no nudge goes."""
    drain(Recomputation.objects.all(), lambda row: run(row, recompute_portion), limit=1, seconds=5)


@shared_task
def replay_tickets() -> None:
    """By the sweep alone, as above: whoever waits for it looks at its progress."""
    drain(DryRun.objects.all(), lambda row: run(row, replay_portion), limit=1, seconds=10)


@shared_task(soft_time_limit=20, time_limit=30)
def foresee() -> None:
    """Each minute: what is likely to break in the next hours."""
    outlook.foresee()


@shared_task(soft_time_limit=90, time_limit=120)
def learn_forecast() -> None:
    if outlook.is_due_to_learn():
        outlook.learn_from_the_past()


@shared_task
def forget_outlooks() -> None:
    forgetting_outlooks.forget_outlooks()


@shared_task
def guess_tickets() -> None:
    """What has been learned looks at new tickets. Loaded where it runs: the libraries of a learner are
    carried by one process.
    """
    if import_module("routing.guessing.serving").guess_due():
        nudge(guess_tickets)


@shared_task
def give_lessons() -> None:
    lessons.give_lessons()


@shared_task
def plan_lessons() -> None:
    lesson_plan.plan_lessons()


@shared_task
def forget_guesses() -> None:
    guesses.forget_guesses()


@shared_task
def forget_recomputations() -> None:
    forgetting.forget_recomputations()


@shared_task
def count_rule_matches() -> None:
    count_days()
