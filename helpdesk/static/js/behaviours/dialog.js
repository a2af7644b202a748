/* Native dialogs.
     data-behaviour="opens" data-opens="<id>"   a button that opens one
     data-behaviour="dialog"                    closes by [data-close], by Esc and by a click beside it; what was typed in it
                                                is given up only at the second Esc or click
   Focus returns to the opener by itself. */
import { behaviour } from "../lib/behaviours.js";
import { all, every, on } from "../lib/dom.js";

behaviour("opens", (opener) =>
  on(opener, "click", () => {
    const dialog = document.getElementById(opener.dataset.opens);
    if (dialog && !dialog.open) dialog.showModal();
  }),
);

behaviour("dialog", (dialog) => {
  let asked = false;
  const mayClose = () => {
    if (asked || !hasTyped(dialog)) return true;
    asked = true;
    dialog.querySelector("textarea, input:not([type=hidden])")?.focus();
    return false;
  };
  return every(
    on(dialog, "click", "[data-close]", () => dialog.close()),
    on(dialog, "cancel", (event) => mayClose() || event.preventDefault()),
    on(dialog, "click", (event) => event.target === dialog && mayClose() && dialog.close()),
    on(dialog, "close", () => (asked = false)),
  );
});

const hasTyped = (dialog) => all("textarea, input:not([type=hidden])", dialog).some((field) => field.value !== field.defaultValue);
