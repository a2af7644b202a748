"""The demo's own words read as a shop would write them."""

from pathlib import Path

import yaml

from helpdesk import demo


def test_an_acknowledgement_closes_once():
    company = yaml.safe_load((Path(demo.__file__).parent / "company.yaml").read_text())

    for channel in company["channels"]:
        for language, words in channel.get("acknowledgements", {}).items():
            assert "Nusa Living" in channel["signatures"][language]
            assert "Nusa Living" not in words
