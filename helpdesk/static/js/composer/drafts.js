/* What is being written: every second in this browser, every 5 s on the server, one draft per kind (reply, note).
   <template data-draft="reply" data-version="3">…</template> in the form holds what the server has.
   PUT <draft-url> {"text", "version"} answers {"version"}; 409 {"version"}: another window saved meanwhile. */
import { one } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { recall, remember } from "../lib/store.js";

const HERE_EVERY = 1_000;
const THERE_EVERY = 5_000;

export class Draft {
  /** `tell(state)`: "saved", "saved_here" or "draft_elsewhere". */
  constructor(form, kind, tell) {
    const kept = one(`template[data-draft="${kind}"]`, form);
    this.url = form.dataset.draftUrl.replace("KIND", kind);
    this.key = `draft.${form.dataset.agent}.${form.dataset.ticket}.${kind}`;
    this.tell = tell;
    this.version = Number(kept?.dataset.version ?? 0);
    this.text = kept?.content.textContent ?? "";
    this.savedText = this.text;
    this.clientKey = crypto.randomUUID();
    this.isForeign = false;
    this.textHere = this.text;
    this.restore();
    this.timers = [setInterval(() => this.saveHere(), HERE_EVERY), setInterval(() => this.saveThere(), THERE_EVERY)];
  }

  /** What this browser knows and the server does not (it was closed, or offline). */
  restore() {
    const here = recall(this.key);
    if (!here) return;
    this.clientKey = here.clientKey ?? this.clientKey;
    if (here.text === this.text) return;
    if (here.version >= this.version) this.text = here.text;
    else if (here.text) [this.text, this.isForeign] = [here.text, true];
    if (this.isForeign) this.tell("draft_elsewhere");
  }

  saveHere() {
    if (this.text === this.textHere) return;
    this.textHere = this.text;
    const kept = this.text || this.savedText ? { text: this.text, version: this.version, clientKey: this.clientKey } : null;
    if (remember(this.key, kept) && this.text) this.tell("saved_here");
  }

  /** `saving` is the request under way. */
  async saveThere() {
    if (this.text === this.savedText || this.isForeign || this.saving || this.isPaused) return;
    await (this.saving = this.put(this.text));
    this.saving = null;
  }

  async put(text) {
    try {
      const answer = await (await ask(this.url, { method: "PUT", body: { text, version: this.version } })).json();
      this.version = answer.version;
      this.savedText = text;
      remember(this.key, text ? { text, version: this.version, clientKey: this.clientKey } : null);
      this.tell(text ? "saved" : "");
    } catch (refusal) {
      if (refusal.status === 409) {
        this.isForeign = true;
        this.tell("draft_elsewhere");
      }
    }
  }

  /** A message came back. The server has put it before the draft it had, which makes that one version newer;
      if it is newer by more, another window has written, and the next save is refused as it should be. */
  takeIn(text, version) {
    this.text = [text, this.text].filter((part) => part.trim()).join("\n\n");
    if (version === this.version + 1) this.version = version;
  }

  /** Sent: nothing is left to keep, and the next message has a key of its own. */
  done() {
    this.text = this.savedText = this.textHere = "";
    this.version = 0;
    this.isForeign = false;
    this.clientKey = crypto.randomUUID();
    remember(this.key, null);
    this.tell("");
  }

  letGo() {
    this.timers.forEach(clearInterval);
    this.saveHere();
    this.saveThere();
  }
}
