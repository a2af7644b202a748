/* data-behaviour="form"       sends once however often it is clicked; the button says what is going on (data-busy, or "Working…")
   data-behaviour="look-here"  what must be read first: takes focus and comes into view when the page opens */
import { behaviour } from "../lib/behaviours.js";
import { every, on } from "../lib/dom.js";
import { say } from "../lib/words.js";

behaviour("form", (form) => {
  let busy = null;
  const rest = () => {
    if (busy) busy.button.textContent = busy.words;
    busy?.button.removeAttribute("aria-busy");
    busy = null;
  };
  return every(
    on(form, "submit", (event) => {
      if (busy) return event.preventDefault();
      const button = event.submitter;
      if (event.defaultPrevented || !button || form.method === "dialog") return null;
      busy = { button, words: button.textContent };
      // After this event: what a disabled or renamed button holds would not be sent.
      setTimeout(() => {
        button.setAttribute("aria-busy", "true");
        if (!button.children.length) button.textContent = button.dataset.busy || say("working");
      });
      return null;
    }),
    on(form, "htmx:afterRequest", rest),
    on(window, "pageshow", (event) => event.persisted && rest()),
  );
});

behaviour("look-here", (element) => {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
});
