from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from people.models import Agent
    from tickets.models.ticket import Ticket  # noqa: F401 - what the queryset holds

PATIENCE = timedelta(days=1)  # a ticket that owes nothing waits as if it were due a day after it came
ACTIVE = ("new", "open", "pending", "on_hold")


class TicketQuerySet(models.QuerySet["Ticket"]):
    def visible_to(self, agent: Agent) -> Self:
        """The one door for reads: lists, counts, sockets, files and the API all start here."""
        return self if agent.sees_everything else self.filter(self._seen_by(agent))

    def _seen_by(self, agent: Agent) -> Q:
        from tickets.models.follower import Follower

        # The ids are fetched, not joined: the planner then walks the partial index of each team.
        teams = agent.known_team_ids
        if teams is None:
            teams = list(agent.memberships.values_list("team_id", flat=True))
        followed = Follower.objects.filter(ticket=OuterRef("pk"), agent=agent)
        seen = Q(team__in=teams) | Q(assignee=agent) | Q(Exists(followed))
        if agent.may_see_unrouted:
            seen |= Q(team=None)
        return seen

    def readable_by(self, agent: Agent) -> Self:
        """Also what stands behind an internal ticket that they see: to read, never to write on."""
        if agent.sees_everything:
            return self
        from tickets.models.ticket import Ticket

        inside = Ticket.objects.visible_to(agent).filter(parent=OuterRef("pk"))
        return self.filter(self._seen_by(agent) | Q(Exists(inside)))

    def of_customers(self) -> Self:
        """What customers have to do with: an internal ticket is none of theirs."""
        return self.filter(parent=None)

    def active(self) -> Self:
        return self.filter(status__in=ACTIVE)

    def unassigned(self) -> Self:
        return self.active().filter(assignee=None)

    def loading(self) -> Self:
        """What counts against an agent's capacity: a ticket that waits for the customer does not."""
        return self.filter(status__in=("new", "open"))

    def in_line(self, team_id: int) -> Self:
        """The queue of a team: who holds the line, then the most urgent. Pending tickets need nobody yet."""
        came = Coalesce("waiting_since", "created_at")
        due = Coalesce("next_due_at", Coalesce("waiting_since", "created_at") + PATIENCE)
        queue = self.unassigned().loading().filter(team=team_id).annotate(due=due)
        on_the_line = F("caller_since").asc(nulls_last=True)
        return queue.order_by(on_the_line, "due", "-priority_score", came, "pk")

    def for_list(self) -> Self:
        """Everything one row of the ticket list shows, in a constant number of queries."""
        return self.select_related("customer", "channel", "assignee__presence", "team")

    def _going_on(self) -> Coalesce:
        """How many internal tickets of it are not done yet."""
        from tickets.models.ticket import Ticket

        children = Ticket.objects.active().filter(parent=OuterRef("pk")).order_by().values("parent")
        return Coalesce(Subquery(children.annotate(number=Count("pk")).values("number")), 0)

    def for_page(self, agent: Agent) -> Self:
        """Everything that the page of one ticket says in one place or another."""
        from tickets.models.follower import Follower

        followed = Follower.objects.filter(ticket=OuterRef("pk"), agent=agent)
        return (
            self.for_list()
            # channels_in's connection, for whom it has said to tickets/channel_troubles.py that it answers.
            .select_related("customer__organisation", "category", "channel__connection", "parent")
            .defer("channel__connection__options", "channel__connection__secrets")
            .annotate(is_followed=Exists(followed), going_on=self._going_on())
        )
