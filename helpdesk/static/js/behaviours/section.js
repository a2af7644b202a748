/* data-behaviour="section" data-section="<name>" on <details>: open or closed as the agent left it. */
import { behaviour } from "../lib/behaviours.js";
import { on } from "../lib/dom.js";
import { recall, remember } from "../lib/store.js";

behaviour("section", (details) => {
  const key = `section.${details.dataset.section}`;
  if (recall(key) === "closed") details.open = false;
  if (recall(key) === "open") details.open = true;
  return on(details, "toggle", () => remember(key, details.open ? "open" : "closed"));
});
