import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.words import fold, parse_phrase, phrase_fault


def found(phrase, text):
    return parse_phrase(phrase).find(fold(text))


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        pytest.param("refund", "Please REFUND me!", "refund", id="whatever the case"),
        pytest.param("refund", "refunded yesterday", "", id="whole words only"),
        pytest.param("refund*", "refunded yesterday", "refunded", id="a star for endings"),
        pytest.param("*kirim", "sudah dikirim?", "dikirim", id="a star for beginnings"),
        pytest.param("*kirim*", "biaya pengiriman", "pengiriman", id="Indonesian affixes on both sides"),
        pytest.param("kirim*", "biaya pengiriman", "", id="without the first star no prefix"),
        pytest.param("uang kembali", "minta uang  kembali.", "uang kembali", id="a phrase over spaces"),
        pytest.param("uang kembali", "uang\nkembali", "uang kembali", id="a phrase over lines"),
        pytest.param("uang kembali", "uang saya kembali", "", id="not with a word between"),
        pytest.param("*pesan", "mau memesan", "memesan", id="me- melts a p"),
        pytest.param("*tulis*", "penulisan nama", "penulisan", id="pe- melts a t"),
        pytest.param("*salah*", "menyalahkan kurir", "menyalahkan", id="me- melts an s"),
        pytest.param("barang *kirim*", "barang pengiriman", "barang pengiriman", id="melted in a later word"),
        pytest.param("kembali uang*", "kembali uangnya", "kembali uangnya", id="a star on the last word"),
        pytest.param("*balik* uang*", "balik-balik dibalik uangku", "dibalik uangku", id="later"),
        pytest.param("cafe", "Café Cikini", "cafe", id="accents in the text"),
        pytest.param("café", "cafe cikini", "cafe", id="accents in the phrase"),
        pytest.param("café", "cafe\u0301", "cafe", id="accents typed apart"),
        pytest.param("barang", "barang-barang rusak", "barang", id="doubled words"),
        pytest.param("can't log in", "I can’t log in", "can t log in", id="whatever the apostrophe"),
        pytest.param("e-mail", "E-Mail saya", "e mail", id="punctuation inside"),
        pytest.param("refund", "ref\u00adund", "refund", id="soft hyphens hide nothing"),
        pytest.param("refund", "\uff52\uff45\uff46\uff55\uff4e\uff44", "refund", id="wide letters"),
        pytest.param("strasse", "Straße", "strasse", id="sharp s"),
        pytest.param("refund", "", "", id="no text"),
    ],
)  # fmt: skip
def test_finding_words(phrase, text, expected):
    assert found(phrase, text) == expected


@pytest.mark.parametrize(
    ("phrase", "fault"),
    [
        ("", "phrase_has_no_words"), ("?!", "phrase_has_no_words"), ("*", "star_too_short"),
        ("a*", "star_too_short"),
        ("ki*rim", "star_inside_a_word"), ("x" * 201, "phrase_too_long"), ("ab*", ""), ("uang kembali", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_for_is_named(phrase, fault):
    assert phrase_fault(phrase) == fault


words = st.lists(st.text(alphabet="abAé-. \n", max_size=6), max_size=8).map(" ".join)
phrases = st.lists(
    st.tuples(
        st.sampled_from(["", "*"]), st.text(alphabet="ab", min_size=2, max_size=3), st.sampled_from(["", "*"])
    ),
    min_size=1,
    max_size=3,
).map(lambda parts: " ".join(left + stem + right for left, stem, right in parts))


@given(phrases, words)
def test_the_scanner_agrees_with_a_regular_expression(phrase, text):
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).lower()
    tokens = " ".join(re.findall(r"[^\W_]+", plain))
    pattern = phrase.replace("*", r"\S*")

    expected = re.search(rf"(?:^| )({pattern})(?= |$)", tokens)

    assert found(phrase, text) == (expected[1][:80] if expected else "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 1_000_000, id="one endless word"),
        pytest.param("ab " * 333_333, id="many short words"),
        pytest.param("kirimkirim" * 100_000, id="the stem again and again"),
        pytest.param("-" * 1_000_000, id="no word at all"),
    ],
)
def test_a_megabyte_delays_nobody(text):
    patterns = [parse_phrase(raw) for raw in ("*ab* *ab* *ab* zz", "*kirim* *kirim*", "a* b*", "refund")]
    begin = time.process_time()

    for pattern in patterns:
        pattern.find(fold(text))

    assert time.process_time() - begin < 0.5
