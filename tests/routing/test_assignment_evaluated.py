"""The arrivals of two companies, chosen for as in the product."""

import os
from pathlib import Path

from routing.evaluation.assignment import assignment


def test_every_ticket_of_the_logs_is_given_or_it_is_said_why_not():
    evaluated = assignment(Path(os.environ["ALUR_CORPORA"]) / "text")

    assert evaluated.is_reached
    assert evaluated.figures["bpi13_assigned"] > 3000
