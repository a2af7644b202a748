/* data-behaviour="unsaved" on the form a page is about: while something typed in it is not saved, the page's smaller forms, and
   those elsewhere with data-reloads, which would load the page again without it, say so instead. */
import { behaviour } from "../lib/behaviours.js";
import { on, one } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { complain } from "./toasts.js";

behaviour("unsaved", (form) =>
  on(
    document,
    "submit",
    (event) => {
      const { target } = event;
      if (target === form || !isUnsaved(form)) return;
      if (!form.parentElement.contains(target) && !target.matches("[data-reloads]")) return;
      event.preventDefault();
      complain(say("save_first"));
    },
    { capture: true }, // before the other form says that it is working
  ),
);

/** Refused counts, and what was drawn anew (data-unsaved): what was typed is the form's own text then. */
const isUnsaved = (form) => Boolean(one("[role=alert], [data-unsaved]", form)) || [...form.elements].some(isChanged);

function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some(({ selected, defaultSelected }) => defaultSelected && !selected);
  return "defaultValue" in field && field.value !== field.defaultValue;
}
