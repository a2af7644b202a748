/* A composer of a ticket that its writer may see no more: it sends and saves nothing, and what was written can be copied. */
import { all, icon, make, one } from "../lib/dom.js";
import { say } from "../lib/words.js";

export function shut(composer) {
  const { form, area, drafts } = composer;
  composer.isShut = area.readOnly = true;
  for (const draft of Object.values(drafts)) draft.end();
  const written = Object.keys(drafts).filter((kind) => drafts[kind].text.trim());
  if (!written.length) return form.remove();
  if (!written.includes(composer.kind)) composer.switchTo(written[0], { focus: null });
  composer.show();
  for (const button of all("[data-remove]", form)) button.remove();
  const copy = make("button", { type: "button", class: "btn", "data-behaviour": "copy", "data-copies": area.id }, icon("copy", "s"), say("copy_text"));
  return one(".comp-bot", form).replaceChildren(copy);
}
