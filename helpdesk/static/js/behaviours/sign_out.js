/* Drafts kept in this browser go when the agent goes: the machine may be shared. */
import { on } from "../lib/dom.js";
import { forget } from "../lib/store.js";

export function startSignOut() {
  on(document, "submit", 'form[action*="logout"]', () => forget("draft."));
}
