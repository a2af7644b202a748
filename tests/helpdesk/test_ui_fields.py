"""A field says what it is, what is wrong with it, and keeps what was typed."""

import re

from django import forms
from django.template import Context, Template

TEMPLATE = Template(
    "{% load ui %}{% field form.name %}{% field form.size %}{% field form.teams %}{% field form.active %}"
)


class TeamForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As customers see it.")
    size = forms.IntegerField(label="Size", required=False)
    teams = forms.MultipleChoiceField(
        label="Teams", choices=[("a", "Alpha"), ("b", "Beta")], widget=forms.CheckboxSelectMultiple
    )
    active = forms.BooleanField(label="Active", required=False)


def drawn(data: dict[str, object] | None = None) -> str:
    return TEMPLATE.render(Context({"form": TeamForm(data)}))


def test_every_control_has_its_label():
    html = drawn()

    for control in re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', html):
        assert f'for="{control}"' in html
    assert "<legend>Teams</legend>" in html


def test_what_is_wrong_stands_at_the_field_and_is_read_with_it():
    html = drawn({"name": "", "size": "many"})

    described = re.search(r'name="name"[^>]*aria-describedby="([^"]+)"', html)
    assert described
    for name in described[1].split():
        assert f'id="{name}"' in html
    assert re.search(r'name="size"[^>]*aria-invalid="true"', html)
    assert 'id="id_size_error"' in html


def test_what_was_typed_is_still_there():
    assert 'value="many"' in drawn({"name": "", "size": "many"})


def test_a_field_that_may_stay_empty_says_so():
    html = drawn()

    assert html.count("(optional)") == 1


def test_a_choice_of_several_says_what_is_wrong_too():
    html = drawn({"name": "x"})

    assert re.search(r'<fieldset class="field" aria-describedby="id_teams_error"', html)
    assert 'id="id_teams_error"' in html
