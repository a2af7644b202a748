"""What was learned beforehand, so that no test has to learn before it can look."""

from django.utils import timezone

from routing.actions.keep_version import Learnt, keep_version
from routing.learned_files import path_of
from routing.learning.stored import write
from routing.models import LearnedVersion, Training
from routing.tasks import guess_tickets
from tests.builders import a_category, work_off
from tests.routing.learning.sentences import SAID
from tests.routing.learning.sentences import THINGS as ALL_THINGS

SENTENCES = {label: SAID[label] for label in ("delivery", "refund")}
THINGS = ALL_THINGS[:8]
SURE = "please refund the money for my lamp, uang belum kembali"
UNSURE = "halo"


def told(label):
    return [words.format(thing) for thing in THINGS for words in SENTENCES[label]]


def categories(**teams):
    return {
        key: a_category(key=key, name=key.title(), name_en=key.title(), team=teams.get(key))
        for key in SENTENCES
    }


def put_in_use(learned, *, subject="category", figures=None):
    """A version as a lesson leaves it."""
    row = Training.objects.create(subject=subject, asked_at=timezone.now(), state="done")
    file = f"{subject}-{row.pk}.npz"
    write(learned, path_of(file))
    labels = [str(label) for label in learned.labels]
    known = {"texts": 64, "examples": 0, "labels": labels, "figures": figures or {}, "live_figures": {}}
    keep_version(row, Learnt(file=file, **known))
    return LearnedVersion.objects.latest("pk")


def looked_at(ticket):
    """After its routing, and after what was learned has looked at it."""
    work_off()
    guess_tickets()
    ticket.refresh_from_db()
    return ticket
