"""Whatever colour a company has, the chat can be read."""

import random

import pytest

from channels_in.webchat.colours import DARK_SURFACE, DEFAULT, LIGHT_SURFACE, contrast, tones

SOME = [f"#{random.Random(17 + n).randrange(1 << 24):06x}" for n in range(500)]


def test_every_brand_colour_becomes_tones_that_can_be_read():
    for colour in [*SOME, "#000000", "#ffffff", "#ffff00", "#777777"]:
        made = tones(colour)

        assert made["fill"] == colour
        assert contrast(made["on"], made["fill"]) >= 4.5
        assert contrast(made["text"], LIGHT_SURFACE) >= 4.5
        assert contrast(made["text_dark"], DARK_SURFACE) >= 4.5
        assert contrast(made["line"], LIGHT_SURFACE) >= 3
        assert contrast(made["line_dark"], DARK_SURFACE) >= 3


def test_a_colour_that_is_dark_enough_stays_itself():
    assert tones("#67442B")["text"] == "#67442b"


@pytest.mark.parametrize("wrong", ["", "red", "#12345", "#1234567", "#12345g", "#123456; color: red"])
def test_what_is_no_colour_becomes_ours(wrong):
    assert tones(wrong) == tones(DEFAULT)
