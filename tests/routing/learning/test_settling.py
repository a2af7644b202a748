"""How a learner sets itself, and how it learns from more than fits into memory."""

from __future__ import annotations

import numpy as np
import pytest

from routing.learning import linear, network, settling
from routing.learning.learn import learn
from routing.learning.linear import RARE, learn_portion, portions
from routing.learning.meaning import SIZE, meanings, readings
from routing.learning.network import learn_network
from tests.routing.learning.test_learning import sorted_tickets


def crosswise(number: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Meanings of two labels that lie across from each other: no line parts them."""
    chance = np.random.default_rng(seed)
    corners = chance.integers(0, 2, size=(number, 2))
    meant = np.zeros((number, SIZE), dtype=np.float32)
    meant[:, :2] = corners * 2 - 1 + chance.normal(scale=0.1, size=(number, 2))
    return meant / np.linalg.norm(meant, axis=1, keepdims=True), corners[:, 0] ^ corners[:, 1]


def test_what_no_line_parts_is_told_by_the_network():
    (meant, whose), (unseen, truth) = crosswise(400), crosswise(100, seed=2)

    margins = learn_network(meant, whose, 2).margins(unseen)

    assert (margins.argmax(axis=1) == truth).mean() > 0.95
    assert (learn_portion(meant, whose, 1.0).margins(unseen).argmax(axis=1) == truth).mean() < 0.75


def test_of_few_texts_no_network_is_learned_and_none_has_a_say():
    texts, labels = sorted_tickets()

    learned = learn(texts, labels)

    assert learned.share == 0
    assert not learned.network.margins(meanings(readings(texts))).any()
    assert not learned.head.margins(readings(texts)).any()


def test_of_many_texts_the_networks_have_their_say(monkeypatch):
    texts, labels = sorted_tickets()
    monkeypatch.setattr(settling, "LEAST", len(texts))

    learned = learn(texts, labels)

    assert learned.share > 0
    assert [guess.label for guess in learned.guess(["minta refund lampu", "mejanya rusak parah"])] == [
        "refund",
        "damage",
    ]


def test_the_same_meanings_teach_the_network_the_same(monkeypatch):
    monkeypatch.setattr(network, "SEVERAL", 2)
    meant, whose = crosswise(100)

    first, again = (learn_network(meant, whose, 2).margins(meant) for _ in range(2))

    assert np.array_equal(first, again)


def test_a_few_texts_of_a_rare_label_are_luck_sooner_than_as_many_of_a_frequent_one():
    truth = np.array(["often"] * 90 + ["rare"] * 10)
    of_frequent, of_rare = np.arange(100) < 4, np.arange(100) >= 96

    assert settling._luck(truth, of_rare) == pytest.approx(9 * settling._luck(truth, of_frequent))


def test_more_than_fits_into_memory_is_learned_in_portions(monkeypatch):
    texts, labels = sorted_tickets()
    monkeypatch.setattr(linear, "LETTERS", sum(map(len, texts)) // 3)

    learned = learn(texts, labels)

    said = ["paket kursi tamu saya kok belum sampai-sampai", "minta refund lampu", "mejanya rusak parah"]
    assert [guess.label for guess in learned.guess(said)] == ["delivery", "refund", "damage"]


@pytest.mark.parametrize("many", [2, 3])
def test_every_portion_has_its_share_of_each_label_and_rare_ones_whole(monkeypatch, many):
    labels = np.array(["often"] * 30 + ["rare"] * (RARE - 1) + ["often"] * 30)
    texts = ["kata" * 5] * len(labels)
    monkeypatch.setattr(linear, "LETTERS", -(-len(labels) * 20 // many))

    dealt = portions(texts, labels)

    assert len(dealt) == many
    assert sorted(set(np.concatenate(dealt))) == list(range(len(labels)))
    for at in dealt:
        assert (labels[at] == "rare").sum() == RARE - 1
        assert abs((labels[at] == "often").sum() - 60 / many) <= 1
        assert at.min() < many <= 60 - many < at.max()  # the old ones and the new


def test_what_is_like_nothing_that_was_learned_is_less_familiar(monkeypatch):
    texts, labels = sorted_tickets()
    monkeypatch.setattr(settling, "LEAST", len(texts))
    learned = learn(texts, labels)

    known, strange = learned.familiarity(["kapan meja saya dikirim?", "cuaca di bulan bagaimana ya"])

    assert strange < known < 0


def test_strange_is_what_is_less_familiar_than_nearly_all_that_were_held_out(monkeypatch):
    texts, labels = sorted_tickets()
    monkeypatch.setattr(settling, "LEAST", len(texts))
    learned = learn(texts, labels)

    known, strange = learned.guess(["kapan meja saya dikirim?", "cuaca di bulan bagaimana ya"])

    assert (known.is_strange, strange.is_strange) == (False, True)


def test_of_few_texts_nothing_is_strange():
    learned = learn(*sorted_tickets())

    assert not learned.guess(["cuaca di bulan bagaimana ya"])[0].is_strange
