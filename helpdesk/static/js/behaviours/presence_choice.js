/* data-behaviour="presence-choice": a form with buttons name="status"; the choice shows at once, and goes back if refused. */
import { behaviour } from "../lib/behaviours.js";
import { all, on } from "../lib/dom.js";
import { ask, token } from "../lib/http.js";
import { complain } from "./toasts.js";

behaviour("presence-choice", (form) =>
  on(form, "submit", async (event) => {
    event.preventDefault();
    const before = all("[aria-checked=true]", form)[0]?.value;
    const status = event.submitter.value;
    choose(form, status);
    try {
      await ask(form.action, { method: "POST", body: new URLSearchParams({ status, csrfmiddlewaretoken: token() }) });
    } catch (refusal) {
      choose(form, before);
      complain(refusal.message);
    }
  }),
);

function choose(form, status) {
  for (const option of all("[name=status]", form)) option.setAttribute("aria-checked", option.value === status);
}
