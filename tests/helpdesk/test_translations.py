from __future__ import annotations

import ast
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext

from people.refusals import Refused
from scripts import messages
from tests.builders import PASSWORD, an_agent

# As the words list of the interface has them: what is never written, and what is written instead.
NEVER = {
    "kamu": "Anda",
    "antrian": "antrean",
    "kasus": "tiket",
    "aduan": "tiket",
    "silahkan": "silakan",
    "e-mail": "email",
    "surel": "email",
    "password": "kata sandi",
    "file": "berkas",
    "browser": "peramban",
    "pelanggaran": "lewat SLA",
    "tag": "label",
    "channel": "kanal",
    "timeline": "linimasa",
}
# Words that both languages share.
SHARED = {
    "Admin", "API", "Auditor", "Email", "Normal", "Offline", "SLA", "Simulator", "Status", "Supervisor",
    "Filter", "Folder", "Port", "offline", "Audio", "Video", "Bot", "WhatsApp", "Instagram", "Messenger",
    "Telegram", "Auth Token", "Verify token", "Internal",
}  # fmt: skip

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\{? ?[\w.]* ?\}?\}|</?\w+>")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return messages.read(messages.catalogues()[0])


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    messages.compile_all()


def entries(catalogue: Catalog) -> Iterator[tuple[Message, str, str]]:
    for entry in catalogue:
        if entry.id:
            first = entry.id[0] if isinstance(entry.id, tuple) else entry.id
            string = entry.string[0] if isinstance(entry.string, tuple) else entry.string
            yield entry, str(first), str(string)


def test_every_text_of_the_source_is_translated(capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.check() == 0, capsys.readouterr().out


def test_no_text_hides_in_a_formatted_string() -> None:
    """The collector does not look there, so nobody would be asked to translate it."""
    hidden = [
        f"{path}:{call.lineno}"
        for app in messages.APPS
        for path in (messages.ROOT / app).rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text()))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_"
    ]
    assert hidden == []


def test_nothing_is_kept_that_the_source_no_longer_says(catalogue: Catalog) -> None:
    source = messages.collect()
    left_over = [
        first for entry, first, _ in entries(catalogue) if source.get(entry.id, entry.context) is None
    ]
    assert left_over == []
    assert not catalogue.obsolete


def test_the_catalogue_can_be_compiled(catalogue: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    assert compiled.getvalue()


def test_a_placeholder_in_one_language_stands_in_the_other(catalogue: Catalog) -> None:
    differ = [
        (first, string)
        for _, first, string in entries(catalogue)
        if sorted(PLACEHOLDER.findall(first)) != sorted(PLACEHOLDER.findall(string))
    ]
    assert differ == []


@pytest.mark.parametrize(("never", "instead"), NEVER.items())
def test_the_words_list_is_kept(catalogue: Catalog, never: str, instead: str) -> None:
    word = re.compile(rf"(?<![\w./-]){re.escape(never)}(?![\w.-])", re.IGNORECASE)
    found = [string for _, _, string in entries(catalogue) if word.search(PLACEHOLDER.sub("", string))]
    assert found == [], f"it is called {instead}"


def test_what_is_the_same_in_both_languages_is_so_on_purpose(catalogue: Catalog) -> None:
    words = [
        (first, PLACEHOLDER.sub("", first)) for _, first, string in entries(catalogue) if first == string
    ]
    same = {first for first, rest in words if re.search("[a-z]{2}", rest)}
    assert {first for first in same if "(WI" not in first} <= SHARED


def test_a_sentence_ends_alike_in_both_languages(catalogue: Catalog) -> None:
    marks = tuple(".?!…:,")
    differ = [
        (first, string)
        for _, first, string in entries(catalogue)
        if (first[-1] if first.endswith(marks) else "") != (string[-1] if string.endswith(marks) else "")
    ]
    assert differ == []


def test_no_two_texts_differ_only_by_quotes_or_capitals_or_spaces(catalogue: Catalog) -> None:
    alike = defaultdict(set)
    for entry, first, _ in entries(catalogue):
        plain = first.translate(str.maketrans("’‘“”", "''\"\"")).replace("...", "…")
        alike[" ".join(plain.split()), entry.context].add(first)
    assert [texts for texts in alike.values() if len(texts) > 1] == []


def test_a_refusal_writes_a_day_as_its_reader_does() -> None:
    refused = Refused("holiday_twice", on=date(2026, 8, 17))
    assert "17 Aug 2026" in refused.words
    with translation.override("id"):
        assert "17 Agu 2026" in refused.words


def test_what_frameworks_say_is_said_in_our_words() -> None:
    with translation.override("id"):
        assert gettext("This field is required.") == "Kolom ini harus diisi."
        short = "This password is too short. It must contain at least %d character."
        assert ngettext(short, short.replace("character.", "characters."), 10) % 10 == (
            "Kata sandi ini terlalu pendek. Paling sedikit 10 karakter."
        )


def test_a_stranger_whose_browser_speaks_indonesian_reads_indonesian(db: None) -> None:
    page = Client(headers={"accept-language": "id"}).get("/accounts/login/")
    assert page.headers["Content-Language"] == "id"
    assert "Kata sandi" in page.content.decode()
    assert "Password" not in page.content.decode()


def test_an_agent_reads_their_own_language_whatever_the_browser_speaks(client: Client, db: None) -> None:
    client.force_login(an_agent(language="id"))
    page = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="id"' in page
    assert "Tiket saya" in page


def test_wrong_passwords_are_refused_in_the_language_of_the_page(client: Client, db: None) -> None:
    agent = an_agent()
    typed = {"login": agent.email, "password": f"not {PASSWORD}"}
    page = client.post("/accounts/login/", typed, headers={"accept-language": "id"}).content.decode()
    assert "Alamat dan kata sandi ini tidak cocok." in page


@pytest.mark.parametrize(
    ("language", "subject", "greeting"),
    [("id", "Pilih kata sandi baru", "Halo,"), ("en", "Choose a new password", "Hello,")],
)
def test_the_mail_with_a_link_for_a_new_password_speaks_the_language_of_the_page(
    client: Client, db: None, language: str, subject: str, greeting: str
) -> None:
    agent = an_agent()
    client.post("/accounts/password/reset/", {"email": agent.email}, headers={"accept-language": language})
    [sent] = mail.outbox
    assert sent.subject == subject
    assert sent.body.startswith(f"{greeting}\n")
    assert f"{settings.BASE_URL}/accounts/password/reset/key/" in sent.body


def test_signing_in_says_nothing_the_page_does_not_say(client: Client, db: None) -> None:
    agent = an_agent()
    agent.set_password(PASSWORD)
    agent.save()
    page = client.post("/accounts/login/", {"login": agent.email, "password": PASSWORD}, follow=True)
    assert [str(message) for message in page.context["messages"]] == []
