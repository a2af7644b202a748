"""What is learned from texts that people have sorted, and what it says of new ones."""

from __future__ import annotations

import numpy as np
import pytest

from routing.learning.cleaning import clean
from routing.learning.learn import TooLittle, learn
from tests.routing.learning.sentences import SAID, THINGS


def sorted_tickets() -> tuple[list[str], list[str]]:
    pairs = [
        (words.format(thing), label)
        for thing in THINGS
        for label, sentences in SAID.items()
        for words in sentences
    ]
    return [text for text, _ in pairs], [label for _, label in pairs]


@pytest.fixture(scope="module")
def learned():
    return learn(*sorted_tickets())


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("paket kursi tamu saya kok belum sampai-sampai", "delivery"),
        ("my money for the wardrobe has not come back", "refund"),
        ("mejanya rusaaaak parah", "damage"),
    ],
)
def test_new_words_are_sorted_as_people_sorted_old_ones(learned, text, label):
    [guess] = learned.guess([text])

    assert guess.label == label
    assert guess.confidence > max(sure for _, sure in guess.others)


def test_confidences_of_all_labels_add_up(learned):
    [guess] = learned.guess(["kapan barangnya dikirim?"])

    assert guess.confidence + sum(sure for _, sure in guess.others) == pytest.approx(1, abs=0.001)


def test_what_nobody_ever_said_is_less_sure(learned):
    known, strange = learned.guess(["kapan meja saya dikirim?", "zqx vbn 4711 @@"])

    assert strange.confidence < known.confidence - 0.2


def test_the_words_that_counted_are_named(learned):
    words = [word for word, _ in learned.reasons("halo kak, minta refund kursi dong", "refund")]

    assert words[0] == "refund"
    assert len(words) <= 3


def test_an_empty_text_is_no_trouble(learned):
    [guess] = learned.guess([""])

    assert guess.label in SAID
    assert learned.reasons("  ", "refund") == []


def test_the_same_texts_teach_the_same(learned):
    again = learn(*sorted_tickets())
    texts = ["kursi patah", "uang belum kembali"]

    assert np.array_equal(learned.margins(texts), again.margins(texts))


def test_two_labels_are_told_apart_on_both_sides():
    texts, labels = sorted_tickets()
    kept = [at for at, label in enumerate(labels) if label != "damage"]
    two = learn([texts[at] for at in kept], [labels[at] for at in kept])

    assert [guess.label for guess in two.guess(["kapan rak dikirim?", "minta refund lampu"])] == [
        "delivery",
        "refund",
    ]


def test_one_label_teaches_nothing():
    with pytest.raises(TooLittle):
        learn(["kapan sampai", "belum datang"], ["delivery", "delivery"])


def test_a_label_with_a_single_text_is_learned_as_well():
    texts, labels = sorted_tickets()
    learned = learn([*texts, "tolong ubah alamat email akun saya"], [*labels, "account"])

    assert learned.guess(["mau ubah alamat email akun"])[0].label == "account"


def test_of_too_many_the_newest_of_frequent_labels_are_kept_and_rare_ones_whole():
    texts, labels = sorted_tickets()
    said = [*["barang hilang entah di mana"] * 200, *texts, "tolong ubah alamat email akun saya"]
    sorted_as = [*["damage"] * 200, *labels, "account"]

    everything, newest = learn(said, sorted_as), learn(said, sorted_as, most=115)

    old, rare = newest.guess(["barang hilang entah di mana", "mau ubah alamat email akun"])
    assert rare.label == "account"
    assert old.confidence < everything.guess(["barang hilang entah di mana"])[0].confidence - 0.1


def test_a_very_long_text_is_read_at_its_beginning():
    assert len(clean("kapan " * 10_000)) <= 2_000
    assert clean("TOLOOOONG 12 rb") == "tolong 00 rb"
