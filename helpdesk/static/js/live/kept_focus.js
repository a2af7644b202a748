/* data-behaviour="kept-focus" on a part: what was pressed in it may be gone once it is drawn anew (linked: only "Unlink" is left).
   Whoever was there, or has just sent something from there, and is nowhere now, stands on its first control. */
import { behaviour } from "../lib/behaviours.js";
import { all, every, isVisible, on } from "../lib/dom.js";

const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea";

behaviour("kept-focus", (part) => {
  let mine = false;
  const isHere = ({ detail }) => detail.element === part;
  return every(
    on(part, "htmx:beforeRequest", ({ detail }) => (mine ||= detail.requestConfig.verb !== "get")),
    on(document, "live:before", (event) => isHere(event) && (mine ||= part.contains(document.activeElement))),
    on(document, "live:after", (event) => {
      if (!isHere(event) || !mine) return;
      mine = false;
      if (document.activeElement === document.body) all(CONTROLS, part).find(isVisible)?.focus({ preventScroll: true });
    }),
  );
});
