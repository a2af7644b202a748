"""Real mail: what must hold over all of it. `python -m tests.channels_in.mail.figures` prints the figures."""

from __future__ import annotations

import pytest

from tests.channels_in.mail import replies, zammad
from tests.channels_in.mail.bounces import bounce_figures
from tests.channels_in.mail.corpus import corpora, left_out, mails
from tests.channels_in.mail.figures import child_figures

pytestmark = pytest.mark.skipif(corpora() is None, reason="ALUR_CORPORA does not name the corpora")


def test_every_file_is_a_mail_or_is_left_out_for_a_reason():
    assert len(mails()) > 1200
    assert all(left_out().values())


def test_every_mail_is_read_within_its_limits():
    figures = child_figures()

    assert figures.read.share >= 0.97, figures.read.wrong
    assert figures.slowest_cpu <= 2, figures.slowest_name
    assert figures.most_memory_mb <= 256
    assert figures.per_second >= 60


def test_header_fields_are_read_as_zammad_reads_them():
    score = zammad.header_score()

    assert score.share >= 0.95, score.wrong


def test_attachments_are_named_as_zammad_names_them():
    score = zammad.attachment_score()

    assert score.share >= 0.95, score.wrong


def test_bodies_say_what_zammad_reads():
    score = zammad.body_score()

    assert score.share >= 0.8, score.wrong


def test_no_reply_loses_a_word():
    assert replies.words_score(replies.trimmer()).wrong == []
    assert replies.words_score(replies.talon()).wrong == []


def test_the_new_part_of_replies_is_found():
    assert replies.exact_score(replies.trimmer()).share >= 0.9
    assert replies.exact_score(replies.talon()).share >= 6 / 7


def test_bounces_are_found_and_nothing_else_is_called_one():
    figures = bounce_figures()

    assert figures.found.share >= 0.95, figures.found.wrong
    assert figures.found_elsewhere.wrong == []
    assert figures.left_alone.wrong == []
