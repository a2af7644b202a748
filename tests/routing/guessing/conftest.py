from pathlib import Path

import pytest
import yaml

from routing.guessing import texts
from routing.learning.learn import learn
from tests.routing.guessing import taught


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture(scope="package")
def learned():
    pairs = [(text, label) for label in taught.SENTENCES for text in taught.told(label)]
    return learn([text for text, _ in pairs], [label for _, label in pairs])


@pytest.fixture(scope="package")
def moods():
    given = yaml.safe_load((Path(texts.__file__).parent / "examples.yaml").read_text())["sentiment"]
    pairs = [(line, label) for label, lines in given.items() for line in lines]
    return learn([text for text, _ in pairs], [label for _, label in pairs])


@pytest.fixture
def version(learned, db):
    return taught.put_in_use(learned)
