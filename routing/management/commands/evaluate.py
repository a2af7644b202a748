from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Try the learner and the forecast on others' data: a line of JSON each, exit code 1 when missed."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", help="which of the evaluations; none means all")

    def handle(self, *args: Any, names: list[str], **options: Any) -> None:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the ml worker: one core
        from routing.evaluation.evaluations import EVALUATIONS  # loads the learner

        if unknown := set(names) - set(EVALUATIONS):
            raise CommandError(
                f"There is no evaluation {', '.join(sorted(unknown))}: {', '.join(EVALUATIONS)}."
            )
        root = Path(os.environ.get("ALUR_CORPORA", "")) / "text"
        if not os.environ.get("ALUR_CORPORA") or not root.is_dir():
            raise CommandError("ALUR_CORPORA must name the folder of labelled texts.")
        missed = False
        for name in names or EVALUATIONS:
            evaluated = EVALUATIONS[name](root)
            self.stdout.write(evaluated.line())
            self.stdout.flush()
            missed |= not evaluated.is_reached
        sys.exit(1 if missed else 0)
