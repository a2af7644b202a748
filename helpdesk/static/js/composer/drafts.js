/* What is being written: every second in this browser, every 5 s on the server, one draft per kind (reply, note).
   <template data-draft="reply" data-version="3" data-channel="7">…</template> in the form holds what the server has.
   PUT <draft-url> {"text", "version", "channel" (chosen for it, or null)} answers {"version"}; 409 {"version"}: another window saved meanwhile, or (0) ended the draft.
   GET answers {"text", "version"}.
   The copy in this browser says whether the server had exactly this text; sign_out.js reads it too. */
import { one, tell } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { recall, remember } from "../lib/store.js";
import { refreshRow } from "../live/changes.js";
import { channelOf } from "./way.js";

const HERE_EVERY = 1_000;
const THERE_EVERY = 5_000;

export class Draft {
  /** `tell(state)`: "saved", "saved_here", or what `foreign` says. */
  constructor(form, kind, tell) {
    const kept = one(`template[data-draft="${kind}"]`, form);
    this.url = form.dataset.draftUrl.replace("KIND", kind);
    this.key = `draft.${form.dataset.agent}.${form.dataset.ticket}.${kind}`;
    this.ticket = form.dataset.ticket;
    this.name = form.dataset.name;
    this.tell = tell;
    this.version = Number(kept?.dataset.version ?? 0);
    this.text = kept?.content.textContent ?? "";
    this.channelOf = () => (kind === "reply" && channelOf(form)) || null;
    this.savedChannel = Number(kept?.dataset.channel) || null;
    this.savedText = this.textHere = this.text;
    this.clientKey = crypto.randomUUID();
    // Why nothing is saved there: "draft_elsewhere" or "draft_gone" (no window overwrites another's text unasked), "draft_signed_out"
    // or "saved_here" (the ticket is out of sight).
    this.foreign = "";
    this.restore();
    this.timers = [setInterval(() => this.saveHere(), HERE_EVERY), setInterval(() => this.saveThere(), THERE_EVERY)];
  }

  get isSaved() {
    return this.text === this.savedText && (!this.text || this.channelOf() === this.savedChannel);
  }

  /** What this browser knows and the server does not (it was closed, or offline). */
  restore() {
    const here = recall(this.key);
    if (!here) return;
    const isSame = here.text === this.text;
    // What the server had and has no more was sent, thrown away or changed elsewhere: that is newer.
    const isOld = here.isSaved || (here.version !== this.version && !here.text);
    if (!isSame && isOld) return;
    this.clientKey = here.clientKey ?? this.clientKey;
    if (isSame) return;
    this.text = here.text;
    if (here.version !== this.version) this.foreign = foreignAt(this.version);
    this.version = here.version;
  }

  /** Typed before this script had come, on what the server had. */
  goOn(typed) {
    if (this.isSaved) this.text = typed;
    else if (this.text !== typed) this.text = [this.text, typed].filter((part) => part.trim()).join("\n\n");
  }

  saveHere() {
    if (this.text !== this.textHere && this.keepHere() && this.text && !this.foreign) this.tell("saved_here");
  }

  keepHere() {
    const { text, version, clientKey, isSaved, url, name } = this;
    this.textHere = text;
    return remember(this.key, text || !isSaved ? { text, version, clientKey, isSaved, url, name } : null);
  }

  /** `saving` is the request under way. */
  async saveThere() {
    if (this.isSaved || this.foreign || this.saving || this.isPaused) return;
    await (this.saving = this.put(this.text, this.channelOf()));
    this.saving = null;
  }

  async put(text, channel) {
    try {
      const answer = await (await ask(this.url, { method: "PUT", body: { text, version: this.version, channel } })).json();
      this.version = answer.version;
      this.isRowOld = true;
      this.savedText = text;
      this.savedChannel = channel;
      this.keepHere();
      this.tell(text ? "saved" : "");
    } catch (refusal) {
      if (refusal.status === 409) this.tell((this.foreign = foreignAt(refusal.answer?.version)));
      if (refusal.status === 401) [this.tell((this.foreign = "draft_signed_out")), tell("live:signed_out")];
      if (refusal.status === 404) tell("live:unseen", { ticket: this.ticket });
    }
  }

  /** The page is left for good. */
  async saveNow() {
    await this.saving;
    this.saveHere();
    await this.saveThere();
  }

  /** After another window's change: this window's text takes the place of the other. */
  async keepMine() {
    await this.lookThere();
    this.keepHere();
    await this.saveThere();
  }

  /** After another window's change: its text takes the place of this one, which is returned. */
  async takeTheirs() {
    await this.lookThere();
    const mine = this.text;
    this.text = this.savedText;
    this.keepHere();
    return mine;
  }

  async lookThere() {
    const { text, version } = await (await ask(this.url)).json();
    this.version = version;
    this.savedText = text;
    this.foreign = "";
    this.tell("");
  }

  /** A message came back. The server has put it before the draft it had, which makes that one version newer;
      if it is newer by more, another window has written, and the next save is refused as it should be. */
  takeIn(text, version) {
    this.text = [text, this.text].filter((part) => part.trim()).join("\n\n");
    if (version === this.version + 1) this.version = version;
  }

  /** What has been said under its key was something else. */
  renew() {
    this.clientKey = crypto.randomUUID();
    this.keepHere();
  }

  /** Sent: nothing is left to keep, and the next message has a key of its own. */
  done() {
    this.text = this.savedText = this.textHere = "";
    this.version = 0;
    this.isSent = true;
    this.foreign = "";
    this.clientKey = crypto.randomUUID();
    remember(this.key, null);
    this.tell("");
  }

  /** Its ticket is out of sight: what was written stays here. */
  end() {
    this.timers.forEach(clearInterval);
    this.foreign = this.text ? "saved_here" : "";
    this.keepHere();
  }

  async letGo() {
    this.timers.forEach(clearInterval);
    this.saveHere(); // before the next one looks there
    await this.saveNow();
    if (this.isRowOld) [refreshRow(this.ticket), tell("draft:left", this)]; // the row shows how a draft begins
  }

  /** The composer that stood here before has saved after this page was drawn. True if that is shown now. */
  goOnFrom({ key, savedText, version }) {
    if (key !== this.key || version <= this.version || this.isSent) return false;
    const isNews = this.isSaved && this.text !== savedText;
    if (isNews) this.text = savedText;
    Object.assign(this, { savedText, version });
    this.keepHere();
    return isNews;
  }
}

const foreignAt = (version) => (version ? "draft_elsewhere" : "draft_gone");
