"""What pages load is joined from small sources; what cannot be joined is refused, not half done."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helpdesk.assets import built, script, sprite, stylesheet

ROOT = Path(__file__).resolve().parents[2]
LITERAL_ICON = re.compile(
    r'\{% icon "([\w-]+)"|\bicon="([\w-]+)"|\bicon\("([\w-]+)"|with (?:\w+=\S+ )*icon="([\w-]+)"'
)


def modules(folder: Path, **sources: str) -> Path:
    for name, text in sources.items():
        (folder / f"{name}.js").write_text(text)
    return folder / "main.js"


def test_modules_that_others_need_come_first(tmp_path):
    entry = modules(
        tmp_path,
        main='import { greet } from "./words.js";\n\ngreet("Rani");\n',
        words='import { low } from "./low.js";\n\nexport const greet = (name) => low(name);\n',
        low="/* Says it. */\n\nexport function low(name) {\n  return name; // as it is\n}\n",
    )

    joined = script.join(entry)

    assert joined.index("function low") < joined.index("const greet") < joined.index('greet("Rani")')
    assert "const {low} = m0;" in joined
    assert "Says it" not in joined
    assert "import" not in joined
    assert "export" not in joined


def test_modules_that_need_each_other_are_refused(tmp_path):
    entry = modules(
        tmp_path,
        main='import { b } from "./b.js";\n\nexport const a = b;\n',
        b='import { a } from "./main.js";\n\nexport const b = a;\n',
    )

    with pytest.raises(script.BadModule, match="needs itself"):
        script.join(entry)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("export default function f() {}\n", id="a default export"),
        pytest.param('import * as all from "./other.js";\n', id="a whole module"),
        pytest.param('import one from "./other.js";\n', id="a default import"),
        pytest.param("export let count = 0;\n", id="a value that may change"),
        pytest.param("export { a as b };\n", id="a list of exports"),
        pytest.param("const text = `one\ntwo`;\n", id="a literal over two lines"),
        pytest.param('import { a } from "./missing.js";\n', id="a module that is not there"),
    ],
)
def test_what_cannot_be_joined_is_refused(tmp_path, source):
    (tmp_path / "other.js").write_text("export const a = 1;\n")

    with pytest.raises(script.BadModule):
        script.join(modules(tmp_path, main=source))


def test_our_scripts_can_be_joined():
    assert "'use strict'" in script.join(built.SOURCES / "js" / "main.js")


def test_every_script_of_ours_is_reached_from_the_entry():
    joined = (
        script.join(built.MAIN)
        + script.join_late(built.LATE, first=built.MAIN)
        + script.join_late(built.BOARD, first=built.MAIN)
        + script.join(built.WIDGET)
    )
    names = {file.relative_to(built.SOURCES / "js") for file in (built.SOURCES / "js").rglob("*.js")}

    assert joined.count(" = (() => {") == len(names) - 1  # ticker.js is a worker, loaded by itself


def test_a_late_script_takes_what_both_need_from_the_first(tmp_path):
    one = {"shared": "export const a = 1;\n", "own": "export const b = 2;\n"}
    main = modules(tmp_path, **one, main='import { a } from "./shared.js";\nglobalThis.first = a;\n')
    late = tmp_path / "late.js"
    late.write_text(
        'import { a } from "./shared.js";\nimport { b } from "./own.js";\nglobalThis.second = a + b;\n'
    )

    first, second = script.join(main, late=late), script.join_late(late, first=main)

    assert "globalThis.alurShared = {m0};" in first
    assert "const {m0} = globalThis.alurShared;" in second
    assert "const a = 1" not in second
    assert "const b = 2" in second


def test_later_layers_come_later_and_comments_stay_at_home():
    joined = stylesheet.join(built.SOURCES / "css")

    places = [joined.index(f"@layer {layer}{{") for layer in stylesheet.LAYERS]
    assert joined.startswith("@layer tokens,reset,base,layout,parts,screens,adapt;")
    assert places == sorted(places)
    assert "/*" not in joined


def test_shortening_keeps_what_a_rule_says():
    css = "/* Why. */\n.a  .b {\n  color: red; /* and */\n  width: calc(100% - 2px);\n}\n"

    assert stylesheet.shorten(css) == ".a .b{color: red;width: calc(100% - 2px)}\n"


def test_no_component_names_a_raw_colour_in_hexadecimal():
    named = [
        f"{file.name}: {found}"
        for file in (built.SOURCES / "css").rglob("*.css")
        for found in re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(", file.read_text())
    ]

    assert not named


def icons_in_use() -> set[str]:
    texts = [
        *ROOT.glob("templates/**/*.html"),
        *ROOT.glob("*/**/*.py"),
        *(built.SOURCES / "js").rglob("*.js"),
    ]
    words: set[str] = set()
    for file in texts:
        if not {".venv", "node_modules", "build", "var"} & set(file.relative_to(ROOT).parts):
            words.update(re.findall(r"[\"']([a-z0-9-]+)[\"']", file.read_text()))
    return words


def test_every_icon_that_a_template_names_is_in_the_sprite():
    known = {*sprite.names(), *re.findall(r'id="([\w-]+)"', sprite.ours())}
    named = {
        (file.name, next(filter(None, found)))
        for file in ROOT.glob("templates/**/*.html")
        for found in LITERAL_ICON.findall(file.read_text())
    }

    assert {(file, icon) for file, icon in named if icon not in known} == set()


def test_no_icon_is_carried_that_no_page_uses():
    assert set(sprite.names()) - icons_in_use() == set()


def test_an_icon_that_the_package_lacks_is_named(tmp_path):
    with pytest.raises(sprite.UnknownIcon, match=sprite.names()[0]):
        sprite.join(tmp_path)


def test_files_are_made_again_only_when_a_source_changed(monkeypatch, tmp_path):
    monkeypatch.setattr(built, "FOLDER", tmp_path)
    monkeypatch.setattr(built, "STAMP", tmp_path / ".made-of")

    assert built.refresh()
    assert not built.refresh()
    assert {file.name for file in tmp_path.iterdir()} >= {*built.MADE, "app.css.gz", "app.js.br"}


def test_pages_get_what_was_made(client):
    answer = client.get("/static/app.css")

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/css")


def test_the_cut_typeface_has_every_letter_that_its_rule_promises():
    from fontTools.ttLib import TTFont

    built.refresh()
    has = set(TTFont(built.FOLDER / "inter-basic.woff2").getBestCmap())
    rule = re.search(r"unicode-range: ([^;]+);", (built.SOURCES / "css/tokens/font.css").read_text())
    assert rule
    promised: set[int] = set()
    for part in rule[1].split(", "):
        first, _, last = part.removeprefix("U+").partition("-")
        promised.update(range(int(first, 16), int(last or first, 16) + 1))

    assert promised - has == set()


def test_several_who_ask_at_once_all_get_whole_files(monkeypatch, tmp_path):
    monkeypatch.setattr(built, "FOLDER", tmp_path)
    monkeypatch.setattr(built, "STAMP", tmp_path / ".made-of")

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: built.refresh(), range(4)))

    assert sorted(made) == [False, False, False, True]
    assert not list(tmp_path.glob("*.draft"))
