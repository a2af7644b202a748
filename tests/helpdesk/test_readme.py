import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_settings_table_lists_what_is_read_and_nothing_else():
    readme = (ROOT / "README.md").read_text()
    source = "".join(path.read_text() for path in (ROOT / "helpdesk").glob("*environment.py"))
    table = re.findall(r"^\| `([A-Z_]+)` \|", readme, flags=re.M)
    read = set(re.findall(r'"([A-Z][A-Z_]{3,})"', source))

    assert sorted(table) == sorted(read)


def test_the_readme_and_the_makefile_name_only_what_exists():
    readme = (ROOT / "README.md").read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.M))

    assert set(re.findall(r"`?make ([a-z]+)", readme)) <= targets
    for path in re.findall(r"`((?:docs/|[A-Z]+\.md)[\w./-]*)`", readme):
        assert (ROOT / path).exists(), path
