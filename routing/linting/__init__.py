"""What is wrong with a set of rules, found on paper: no ticket is needed. Pure.

Decided: rules that can never match, because their conditions contradict each other, because everything they
name is gone, or because of what earlier rules have settled by then; rules that an earlier one always
forestalls (it ends the list, or sets all they set); single settings that an earlier rule always makes first,
to something else; rules that take away what they ask for, so that each look at the ticket turns it round.

Sound, not complete: what is said is so for every ticket, and much that is so is not said. Patterns are
compared by their text alone; a rule is weighed against one earlier rule at a time, not against several
together; conditions that unfold to more than LIMIT alternatives are not weighed; two rules that merely may
meet in a ticket are no conflict, since the first one wins and the order is there to say so. A loop is
possible by the priority alone: of an open ticket whose customer's tier changes the rules are asked again,
and only the priority they set is taken over.
"""

from routing.linting.findings import Finding, Names
from routing.linting.lint import lint
from routing.linting.names import named_in

__all__ = ["Finding", "Names", "lint", "named_in"]
