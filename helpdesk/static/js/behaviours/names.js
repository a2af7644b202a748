/* data-behaviour="names" on a form of rows: who chooses what is compared or set is offered what there is of it.
   data-lists: what can be chosen → the id of its list. */
import { behaviour } from "../lib/behaviours.js";
import { on, one } from "../lib/dom.js";

behaviour("names", (form) => {
  const lists = JSON.parse(form.dataset.lists);
  return on(form, "change", ({ target }) => {
    const field = target.value in lists && one("input[list]", target.closest(".ed-row") ?? form);
    if (field) field.setAttribute("list", lists[target.value]);
  });
});
