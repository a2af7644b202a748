/* data-behaviour="formset" on a form with rows of which there may be more: data-formset="PREFIX" around them, a template with
   data-formset-row="PREFIX" of an empty one, and a button with data-adds="PREFIX". Django counts them in PREFIX-TOTAL_FORMS. */
import { behaviour } from "../lib/behaviours.js";
import { all, on, one } from "../lib/dom.js";

behaviour("formset", (form) => {
  for (const button of all("[data-adds]", form)) button.hidden = false;
  return on(form, "click", "[data-adds]", (_event, button) => add(form, button.dataset.adds));
});

function add(form, prefix) {
  const total = form.elements[`${prefix}-TOTAL_FORMS`];
  const rows = one(`[data-formset="${prefix}"]`, form);
  const html = one(`template[data-formset-row="${prefix}"]`, form).innerHTML;
  rows.insertAdjacentHTML("beforeend", html.replaceAll("__prefix__", total.value));
  total.value = Number(total.value) + 1;
  one("select, input:not([type=hidden])", rows.lastElementChild)?.focus();
}
