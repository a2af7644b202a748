/* No ticket is resolved over a reply that was written and not sent: the question about it stands above the editor first
   (<template data-unsent> in the composer), however one resolves: every form[data-resolves] is heard before htmx hears it. */
import { on, one } from "../lib/dom.js";

export function guardResolving(composer) {
  let isAnswered = false;
  composer.resolve = () => {
    isAnswered = true;
    one("form[data-resolves]")?.requestSubmit();
    isAnswered = false;
  };
  return on(
    document,
    "submit",
    "form[data-resolves]",
    (event, form) => {
      if (isAnswered || !composer.hasReply) return;
      event.preventDefault();
      event.stopPropagation();
      form.closest("[popover]")?.hidePopover();
      composer.said.ask(one("template[data-unsent]", composer.form).content);
    },
    { capture: true },
  );
}
