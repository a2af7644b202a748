"""Learning from texts with labels: a linear machine over words and meaning, and networks over meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from routing.learning.cleaning import clean
from routing.learning.head import learn_head, no_head
from routing.learning.learned import Learned, together
from routing.learning.linear import learn_linear, portions
from routing.learning.meaning import Space, learn_space, meanings, put_away, readings
from routing.learning.network import learn_network, no_network
from routing.learning.settling import Seen, Setting, kinds_for, settle
from routing.learning.words import learn_words

Array = np.ndarray[Any, Any]
ENOUGH = 20_000  # texts: more teach little, and to tell what they mean takes minutes


class TooLittle(ValueError):
    """Fewer than two labels: nothing to tell apart."""


def learn(
    texts: Sequence[str], labels: Sequence[str], *, read: Array | None = None, most: int = ENOUGH
) -> Learned:
    """`read`: the readings of the cleaned texts, where they are known already. Raises TooLittle.

    The newest come last: where there are more than `most`, the older ones of frequent labels are left out.
    """
    known = np.array(labels)
    if len(set(labels)) < 2:
        raise TooLittle("There are not two labels to tell apart.")
    chosen = _enough(known, most)
    cleaned = [clean(texts[at]) for at in chosen]
    known = known[chosen]
    read = readings(cleaned) if read is None else read[chosen]
    meant = meanings(read)
    if len(portions(cleaned, known)) > 1:
        put_away()
    space = learn_space(meant)
    narrowed = space.narrow(meant)
    seen = Seen(meant=meant, narrowed=narrowed, read=read)
    return _fit(cleaned, known, seen, settle(cleaned, known, seen), space)


def _enough(labels: Array, most: int) -> Array:
    """Rare labels stay whole; frequent ones keep their newest."""
    _, whose, counts = np.unique(labels, return_inverse=True, return_counts=True)
    each = len(labels)
    while each > 1 and np.minimum(counts, each).sum() > most:
        each = max(1, int(each * 0.9))
    newest = [np.flatnonzero(whose == number)[-each:] for number in range(len(counts))]
    return np.sort(np.concatenate(newest))


def _fit(texts: list[str], labels: Array, seen: Seen, setting: Setting, space: Space) -> Learned:
    known, whose = np.unique(labels, return_inverse=True)
    words = learn_words(texts, kinds=kinds_for(len(portions(texts, labels)[0])))

    def read(at: Array) -> Any:
        return together(words.read([texts[one] for one in at]), seen.narrowed[at], setting.meaning_weight)

    linear = learn_linear(texts, labels, read, setting.cost)
    network = (learn_network if setting.share else no_network)(seen.meant, whose, len(known))
    head = learn_head(seen.read, whose, len(known)) if setting.share else no_head(len(known))
    return Learned(
        labels=known,
        words=words,
        space=space,
        weights=linear.weights,
        constant=linear.constant,
        meaning_weight=setting.meaning_weight,
        network=network,
        head=head,
        share=setting.share,
        sharpness=setting.sharpness,
        least_familiar=setting.least_familiar,
    )
