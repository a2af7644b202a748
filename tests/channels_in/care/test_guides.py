"""How each kind is set up is said inside the product, in both languages."""

import pytest
from django.urls import reverse

from channels_in.care import guide
from tickets.models import ChannelKind

pytestmark = pytest.mark.django_db
OURS = [kind for kind in ChannelKind.values if guide.has_guide(kind)]


@pytest.mark.parametrize("kind", ["mail", "form", "api", "whatsapp", "messenger", "instagram", "sms"])
def test_a_kind_has_a_guide(kind):
    assert guide.has_guide(kind)


@pytest.mark.parametrize("kind", OURS)
def test_a_guide_says_the_same_steps_in_both_languages(kind):
    texts = [(guide.FOLDER / kind / name).read_text() for name in guide.FILES.values()]

    shapes = [[line[:2] for line in text.splitlines() if line] for text in texts]
    assert [len(shape) for shape in shapes] == [len(shapes[0])] * 2
    assert texts[0] != texts[1]


@pytest.mark.parametrize("kind", OURS)
def test_a_guide_is_shown_as_steps(admin, kind):
    page = admin.get(reverse("settings:channel-guide", args=[kind])).content.decode()

    assert "<ol>" in page
    assert "**" not in page.partition('class="guide"')[2].partition("</article>")[0]


def test_what_is_no_kind_has_no_guide(admin):
    assert admin.get("/settings/channels/guide/fax/").status_code == 404
    assert guide.guide("../care", "en") == ""


def test_markup_in_a_guide_is_no_markup(tmp_path, monkeypatch):
    (tmp_path / "fax").mkdir()
    (tmp_path / "fax" / "setup.md").write_text("1. <script>alert(1)</script> [x](javascript:alert(1))")
    monkeypatch.setattr(guide, "FOLDER", tmp_path)
    guide._text.cache_clear()

    shown = guide.guide("fax", "en")

    guide._text.cache_clear()
    assert "<script" not in shown
    assert 'href="javascript' not in shown
