from __future__ import annotations

from django import forms

from people.models import Agent
from tickets.models import Ticket
from tickets.problems import problems_for
from tickets.ticket_numbers import number_in


class ProblemForm(forms.Form):
    """Which problem: a row of the list that was offered for these words, or a number."""

    to = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    q = forms.CharField(required=False, max_length=200)

    def chosen(self, ticket: Ticket, *, agent: Agent) -> Ticket | None:
        """Whoever types on and presses Enter at once means what was typed, not the row that stood there."""
        to, words = self.cleaned_data["to"], self.cleaned_data["q"].strip()
        if words and (to is None or number_in(words) not in {None, to}):
            to = number_in(words)
        found = Ticket.objects.visible_to(agent).filter(pk=to).first() if to else None
        if found and words and number_in(words) is None:
            return found if found in problems_for(ticket, agent=agent, words=words) else None
        return found
