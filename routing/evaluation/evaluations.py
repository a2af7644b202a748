"""Each evaluation: what is learned, what it is tried on, and what is wanted. Seeds and folds are fixed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import RepeatedStratifiedKFold, StratifiedShuffleSplit

from helpdesk.lib.language import SURE, told_by
from routing.evaluation import corpora
from routing.evaluation.assignment import assignment
from routing.evaluation.corpora import Labelled
from routing.evaluation.figure import Evaluated, Score, mean_of
from routing.evaluation.forecasts import forecast
from routing.evaluation.speed import speed
from routing.learning.cleaning import clean
from routing.learning.learn import learn
from routing.learning.learned import confidences
from routing.learning.meaning import readings

Array = np.ndarray[Any, Any]
SEED = 0
REJECTED = 0.05  # of what is in scope


def language(root: Path) -> Evaluated:
    """Texts of known language. Mixed texts have no corpus: counting them as wrong is what is left."""
    right: dict[str, list[bool]] = {"long": [], "short": []}
    parts = [
        (corpora.isp(root), "id"),
        (corpora.smsa(root, "train"), "id"),
        (corpora.smsa(root, "valid"), "id"),
    ]
    parts += [(corpora.banking77(root), "en"), (corpora.clinc150(root, "train"), "en")]
    for labelled, spoken in parts:
        for text in labelled.texts:
            right["long" if len(text.split()) >= SURE else "short"].append(told_by(text).language == spoken)
    figures = {name: float(np.mean(found)) for name, found in right.items()}
    return Evaluated(
        name="language",
        figures=figures,
        wanted={"long": 0.98, "short": 0.92},
        texts=sum(len(labelled) for labelled, _ in parts),
    )


def isp(root: Path) -> Evaluated:
    labelled = corpora.isp(root)
    folds = RepeatedStratifiedKFold(n_splits=5, n_repeats=5, random_state=SEED)
    return _over(folds, labelled, name="isp-id-messages", wanted={"accuracy": 0.91, "macro_f1": 0.87})


def endava(root: Path) -> Evaluated:
    folds = RepeatedStratifiedKFold(n_splits=5, n_repeats=1, random_state=SEED)
    return _over(folds, corpora.endava(root).frequent(10), name="endava", wanted={"macro_f1": 0.62})


def banking77(root: Path) -> Evaluated:
    parts = StratifiedShuffleSplit(n_splits=3, test_size=0.1, random_state=SEED)
    return _over(parts, corpora.banking77(root), name="banking77", wanted={"accuracy": 0.935})


def pln(root: Path) -> Evaluated:
    """Reported: nobody has said what can be reached."""
    parts = StratifiedShuffleSplit(n_splits=3, test_size=0.1, random_state=SEED)
    return _over(parts, corpora.pln(root).frequent(10), name="pln-mobile second level", wanted={})


def smsa(root: Path) -> Evaluated:
    """Trained on its training part, tried on its validation part."""
    unseen = corpora.smsa(root, "valid")
    figures, _ = mean_of([_tried(corpora.smsa(root, "train"), unseen)])
    return Evaluated(name="smsa", figures=figures, wanted={"accuracy": 0.91}, texts=len(unseen))


def clinc150(root: Path) -> Evaluated:
    """The threshold that rejects 5 % is taken from one half of the validation part and tried on the other.

    What is out of scope was never shown: a text is rejected because it is like nothing that was.
    """
    learned = learn(*_both(corpora.clinc150(root, "train")))
    inside = corpora.clinc150(root, "val")
    outside = [*corpora.clinc150(root, "oos_train").texts, *corpora.clinc150(root, "oos_val").texts]
    known, strange = learned.familiarity(inside.texts), learned.familiarity(outside)
    right = learned.labels[learned.margins(inside.texts).argmax(axis=1)] == np.array(inside.labels)
    found = []
    for half in (np.arange(len(inside)) % 2 == 0, np.arange(len(inside)) % 2 == 1):
        least = np.quantile(known[~half], REJECTED)
        answered = known[half] >= least
        found.append(((right[half] & answered).mean(), (strange < least).mean(), 1 - answered.mean()))
    names = ("in_scope", "out_of_scope_recall", "rejected")
    means, deviations = np.mean(found, axis=0), np.std(found, axis=0)
    return Evaluated(
        name="clinc150",
        figures={name: float(value) for name, value in zip(names, means, strict=True)},
        deviations={name: float(value) for name, value in zip(names, deviations, strict=True)},
        wanted={"in_scope": 0.935, "out_of_scope_recall": 0.86},
        texts=len(inside) + len(outside),
    )


EVALUATIONS: dict[str, Callable[[Path], Evaluated]] = {
    "language": language,
    "isp": isp,
    "endava": endava,
    "clinc150": clinc150,
    "smsa": smsa,
    "banking77": banking77,
    "pln": pln,
    "speed": speed,
    "forecast": forecast,
    "assignment": assignment,
}


def _over(folds: Any, labelled: Labelled, *, name: str, wanted: dict[str, float]) -> Evaluated:
    """What texts mean does not depend on what is learned, so it is worked out once for all folds."""
    read = readings([clean(text) for text in labelled.texts])
    scores = [_fold(labelled, read, seen, unseen) for seen, unseen in _parts(folds, labelled)]
    figures, deviations = mean_of(scores)
    return Evaluated(name=name, figures=figures, deviations=deviations, wanted=wanted, texts=len(labelled))


def _parts(folds: Any, labelled: Labelled) -> Iterator[tuple[Array, Array]]:
    yield from folds.split(np.zeros(len(labelled)), np.array(labelled.labels))


def _fold(labelled: Labelled, read: Array, seen: Array, unseen: Array) -> Score:
    learned = learn(
        [labelled.texts[at] for at in seen], [labelled.labels[at] for at in seen], read=read[seen]
    )
    spelt = learned.words.read([clean(labelled.texts[at]) for at in unseen])
    sure = confidences(learned.margins_of(spelt, read[unseen]), learned.sharpness)
    return Score.of([labelled.labels[at] for at in unseen], learned.labels, sure)


def _tried(seen: Labelled, unseen: Labelled) -> Score:
    learned = learn(*_both(seen))
    return Score.of(
        unseen.labels, learned.labels, confidences(learned.margins(unseen.texts), learned.sharpness)
    )


def _both(labelled: Labelled) -> tuple[list[str], list[str]]:
    return labelled.texts, labelled.labels
