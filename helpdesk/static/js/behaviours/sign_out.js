/* Drafts kept in this browser go when the agent goes: the machine may be shared. What the server does not have yet is saved there
   first; what it does not take is named, and stays for its agent (composer/drafts.js says what such a copy holds).
   "page:leaving" {waits}: whoever still holds something pushes the promise that it is kept. */
import { on, one, tell } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { keysOf, recall, remember } from "../lib/store.js";
import { say } from "../lib/words.js";
import { toast } from "./toasts.js";

export function startSignOut() {
  on(document, "submit", 'form[action*="logout"]', (event, form) => {
    event.preventDefault();
    leave(form);
  });
}

async function leave(form) {
  const waits = [];
  tell("page:leaving", { waits });
  await Promise.allSettled(waits);
  const kept = (await Promise.all(keysOf("draft.").map(settled))).filter(Boolean);
  const go = () => form.submit(); // tells nobody: not asked again
  if (!kept.length) return go();
  form.closest("[popover]")?.hidePopover();
  return toast({ words: say("not_saved", { names: [...new Set(kept)].join(", ") }), next: { words: say("sign_out_anyway"), go }, tone: "error" });
}

/** The name of the ticket whose draft must stay here. Only its own agent can save a draft. */
async function settled(key) {
  const { isSaved, url, name, text, version } = recall(key) ?? {};
  if (url && !isSaved) {
    if (!key.startsWith(`draft.${one("[data-agent]")?.dataset.agent}.`)) return null;
    try {
      await ask(url, { method: "PUT", body: { text, version } });
    } catch (refusal) {
      if (refusal.status !== 404) return name; // else it is no ticket of theirs any more
    }
  }
  remember(key, null);
  return null;
}
