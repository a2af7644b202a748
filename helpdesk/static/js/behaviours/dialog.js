/* data-behaviour="opens" data-opens="<id>": a button that opens a native dialog. Focus returns to it by itself. */
import { behaviour } from "../lib/behaviours.js";
import { on } from "../lib/dom.js";

behaviour("opens", (opener) =>
  on(opener, "click", () => {
    const dialog = document.getElementById(opener.dataset.opens);
    if (dialog && !dialog.open) dialog.showModal();
  }),
);
