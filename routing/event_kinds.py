"""Every kind of event about routing itself: what it means and what its data holds."""

from __future__ import annotations

KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "team.paused": ("is given no work until somebody or the hour ends it", ("team", "pause")),
    "team.resumed": ("is given work again", ("team", "pause")),
    "learning.asked": ("a subject is to be learned again", ("subject", "training")),
    "learning.finished": ("and was, with this outcome", ("subject", "outcome", "training")),
    "learning.version_used": ("a person has another version used", ("subject", "version", "former")),
}
