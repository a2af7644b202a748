import pytest

from routing.learning.learn import learn
from tests.routing.guessing import taught


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture(scope="package")
def learned():
    pairs = [(text, label) for label in taught.SENTENCES for text in taught.told(label)]
    return learn([text for text, _ in pairs], [label for _, label in pairs])


@pytest.fixture
def version(learned, db):
    return taught.put_in_use(learned)
