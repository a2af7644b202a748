"""How well reports are told from other mail, by the folders of a collection and by our own labels."""

from __future__ import annotations

from dataclasses import dataclass, field

from channels_in.mail.failures import ParseFailed
from channels_in.mail.read import read_mail
from tests.channels_in.mail.corpus import BOUNCE_FOLDERS, BOUNCES_ELSEWHERE, UNDECIDED_FOLDERS, mails
from tests.channels_in.mail.scores import Score


@dataclass(slots=True)
class BounceFigures:
    found: Score = field(default_factory=Score)  # of the collection
    found_elsewhere: Score = field(default_factory=Score)  # of those we labelled by hand
    left_alone: Score = field(default_factory=Score)  # other mail
    with_original: int = 0  # among the found: knows the original's Message-ID
    with_recipient: int = 0
    with_status: int = 0


def bounce_figures() -> BounceFigures:
    figures = BounceFigures()
    for file in mails():
        if file.name.startswith(UNDECIDED_FOLDERS):
            continue
        try:
            bounce = read_mail(file.raw(), mailbox="support@example.com").bounce
        except ParseFailed:
            continue
        if file.name.startswith(BOUNCE_FOLDERS):
            figures.found.count(bounce is not None, file.name)
            figures.with_original += bool(bounce and bounce.original_message_id)
            figures.with_recipient += bool(bounce and any(one.address for one in bounce.recipients))
            figures.with_status += bool(bounce and bounce.status)
        elif file.name in BOUNCES_ELSEWHERE:
            figures.found_elsewhere.count(bounce is not None, file.name)
        else:
            figures.left_alone.count(bounce is None, file.name)
    return figures
