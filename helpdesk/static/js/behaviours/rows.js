/* data-behaviour="rows" on a form with rows of which there may be more: data-rows="PREFIX" around them, a template with
   data-row="PREFIX" of an empty one, and a button with data-adds="PREFIX". Django counts them in PREFIX-TOTAL_FORMS. */
import { behaviour } from "../lib/behaviours.js";
import { all, on, one } from "../lib/dom.js";

behaviour("rows", (form) => {
  for (const button of all("[data-adds]", form)) button.hidden = false;
  return on(form, "click", "[data-adds]", (_event, button) => add(form, button.dataset.adds));
});

function add(form, prefix) {
  const total = form.elements[`${prefix}-TOTAL_FORMS`];
  const rows = one(`[data-rows="${prefix}"]`, form);
  const html = one(`template[data-row="${prefix}"]`, form).innerHTML;
  rows.insertAdjacentHTML("beforeend", html.replaceAll("__prefix__", total.value));
  total.value = Number(total.value) + 1;
  one("select, input:not([type=hidden])", rows.lastElementChild)?.focus();
}
