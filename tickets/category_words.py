"""Categories by the name that the reader's language has for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from tickets.models import Category


@dataclass(frozen=True, slots=True)
class InWords:
    pk: int
    words: str

    def __str__(self) -> str:
        return self.words


def in_words(categories: Iterable[Category]) -> list[InWords]:
    return [InWords(category.pk, category_name(category)) for category in categories]


def category_name(category: Category) -> str:
    return category.name_en if get_language() == "en" and category.name_en else category.name
