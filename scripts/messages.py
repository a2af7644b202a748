"""Texts and their translations, without the gettext tools: `python scripts/messages.py update|check|compile`.

`update` collects the texts of the source into every catalogue, `check` says what is missing or wrong in one,
`compile` writes the .mo files that Django reads.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ("helpdesk", "events", "people", "tickets", "channels_in", "routing", "analytics")
LANGUAGES = ("id",)  # the source is English
NEW = """# Alur, translated.
msgid ""
msgstr ""
"Project-Id-Version: Alur\\n"
"Language: id\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
KEYWORDS: dict[str, Any] = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def catalogues() -> list[Path]:
    return [ROOT / "locale" / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES]


def collect() -> Catalog:
    """Every text in the source."""
    found = Catalog()
    for path, source in _sources():
        for _line, message, comments, context in extract(
            "python", io.BytesIO(source), KEYWORDS, ["Translators:"]
        ):
            where = [(str(path.relative_to(ROOT)), 0)]
            found.add(message, locations=where, auto_comments=comments, context=context)
    return found


def _sources() -> Iterator[tuple[Path, bytes]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_bytes()
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"}:
            calls = templatize(path.read_text(), origin=str(path))
            # What is no text has become letters without meaning; their indentation would be read as Python's.
            yield path, "\n".join(line.lstrip() for line in calls.splitlines()).encode()


def read(path: Path) -> Catalog:
    text = path.read_bytes() if path.exists() else NEW.encode()
    return read_po(io.BytesIO(text), locale=path.parts[-3], abort_invalid=True)


def update() -> int:
    source = collect()
    for path in catalogues():
        catalogue = read(path)
        catalogue.update(source, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = ""
        text = io.BytesIO()
        write_po(text, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
        _replace(path, text.getvalue())
    return 0


def check() -> int:
    source = collect()
    problems = [problem for path in catalogues() for problem in _problems(read(path), source)]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def _problems(catalogue: Catalog, source: Catalog) -> Iterator[str]:
    language = catalogue.locale
    for wanted in source:
        if not wanted.id:
            continue
        there = catalogue.get(wanted.id, wanted.context)
        if there is None:
            yield f"{language}: not collected (make messages): {_short(wanted)}"
        elif not all(there.string if isinstance(there.string, tuple) else [there.string]):
            yield f"{language}: not translated: {_short(wanted)}"
        elif there.fuzzy:
            yield f"{language}: marked as unsure: {_short(wanted)}"
        else:
            yield from (f"{language}: {error}: {_short(wanted)}" for error in there.check(catalogue))


def _short(message: Message) -> str:
    text = message.id[0] if isinstance(message.id, tuple) else message.id
    places = ", ".join(str(file) for file, _line in message.locations[:2])
    return f"{text[:70]!r} in {places}"


def compile_all() -> int:
    for path in filter(Path.exists, catalogues()):
        compiled = io.BytesIO()
        write_mo(compiled, read(path))
        _replace(path.with_suffix(".mo"), compiled.getvalue())
    return 0


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.rename(path)


if __name__ == "__main__":
    commands = {"update": update, "check": check, "compile": compile_all}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    sys.exit(commands[sys.argv[1]]())
