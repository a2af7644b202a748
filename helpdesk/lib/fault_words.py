"""Sentences for the codes of faults.py, for forms. What reaches programs stays the code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from helpdesk.lib.faults import Fault

WORDS = {
    "choice_unknown": _("This is not one of the choices."),
    "day_unknown": _("This is no day of the week."),
    "empty": _("Something must stand here."),
    "ends_before_it_begins": _(
        "A block ends before it begins. For a night, end it at 24:00 and begin the next day with 00:00."
    ),
    "key_unknown": _("“%(path)s” is not known here."),
    "keys_do_not_mix": _("“all”, “any” and “not” cannot stand beside each other."),
    "kind_unknown": _("“%(path)s” is not a kind that exists."),
    "missing": _("Something is missing: %(path)s."),
    "never_opens": _("These hours never open. Enter at least one block."),
    "not_a_block": _("Write blocks like 09:00-17:00."),
    "not_a_condition": _("This is not a condition."),
    "not_a_keyword_group": _("This is not a group of words with points."),
    "not_a_list": _("A list must stand here."),
    "not_a_number": _("A number must stand here."),
    "not_a_text": _("Words must stand here."),
    "not_a_time": _("Write times like 09:00; the last one of a day is 24:00."),
    "not_an_action": _("This is not something a rule can do."),
    "not_an_address": _("Write an address like name@example.com or @example.com."),
    "not_an_object": _("Names with values must stand here."),
    "not_yes_or_no": _("Yes or no must stand here."),
    "not_a_step": _("Write steps as minutes of waiting and what will do then."),
    "number_out_of_range": _("This number is too small or too large."),
    "operator_unknown": _("This comparison does not exist for that kind."),
    "out_of_reach": _("These hours are never open long enough for the longest promise."),
    "overlaps": _("Two blocks of a day overlap."),
    "pattern_invalid": _("This pattern cannot be read."),
    "pattern_too_long": _("This pattern is too long."),
    "promises_nothing": _("This promises nothing. Enter the minutes of at least one promise."),
    "set_twice": _("A rule can set this only once."),
    "step_does_nothing": _("Say what this step does."),
    "step_twice": _("Two steps stand at the same moment of the same promise: make them one."),
    "step_without_moment": _("Say when: percent, minutes_before or minutes_after, one of them."),
    "steps_not_rising": _("Later steps must ask for less than those before them."),
    "text_too_long": _("This is too long."),
    "thresholds_incomplete": _("All three levels need a number."),
    "thresholds_not_rising": _("The numbers must rise from normal to urgent."),
    "time_zone_unknown": _("This time zone does not exist."),
    "too_deep": _("Conditions are nested too deeply."),
    "too_many": _("Too many: fewer would do."),
    "value_not_wanted": _("No value belongs here."),
}
OTHER = _("This cannot be understood: %(code)s.")


def words_of(fault: Fault) -> str:
    params = {"code": fault.code, "path": fault.path, **fault.params}
    return str(WORDS.get(fault.code, OTHER)) % params
