/* What a composer holds and does: two drafts, their files, one message at a time. composer.js says which keys and buttons do it. */
import { all, one, tell } from "../lib/dom.js";
import { hush } from "../lib/keyboard.js";
import { say } from "../lib/words.js";
import { Draft } from "./drafts.js";
import { Files } from "./files.js";
import { Said, signIn } from "./said.js";
import { messageOf, post } from "./sending.js";
import { sayFailed, saySent } from "./sent.js";
import { asUsual, isChosen, missing, templateOf } from "./way.js";

export class Composer {
  constructor(form) {
    this.form = form;
    this.area = one("textarea[data-types]", form);
    const typed = this.area.value; // while this script was on its way
    const sayOf = (kind) => (state) => kind === this.kind && this.said.state(state);
    this.said = new Said(form);
    this.drafts = { reply: new Draft(form, "reply", sayOf("reply")), note: new Draft(form, "note", sayOf("note")) };
    this.files = new Files(form, { complain: (words) => this.complain(words) });
    if (typed !== this.area.defaultValue || "typed" in this.area.dataset) this.current.goOn(typed);
    const isForNotes = this.drafts.note.text || one("#reply-way[data-shut=spoken]", form); // of a call one writes notes
    this.switchTo(isForNotes && !this.hasReply ? "note" : this.kind, { focus: null });
  }

  get kind() {
    return this.form.dataset.kind;
  }

  get current() {
    return this.drafts[this.kind];
  }

  /** The person does. Not while a message is on its way, which shows what is open. */
  choose(kind, options) {
    if (!this.sending) this.switchTo(kind, options);
  }

  /** focus: "area", "tab" or null (as the page opens: the person did not ask for it). */
  switchTo(wanted, { focus = "area" } = {}) {
    const kind = one(`[role=tab][data-kind=${wanted}]`, this.form) ? wanted : "note"; // nobody is replied to on an internal ticket
    this.form.dataset.kind = kind;
    for (const tab of all("[role=tab][data-kind]", this.form)) {
      const isOn = tab.dataset.kind === kind;
      tab.setAttribute("aria-selected", isOn);
      tab.tabIndex = isOn ? 0 : -1;
      if (isOn && focus === "tab") tab.focus();
    }
    for (const part of all("[data-only], [data-files]", this.form)) part.hidden = (part.dataset.only ?? part.dataset.files) !== kind;
    this.area.placeholder = this.area.dataset[kind === "note" ? "placeholderNote" : "placeholderReply"] ?? "";
    this.show();
    if (focus === "area") this.area.focus();
  }

  show() {
    this.area.value = this.current.text;
    this.area.dispatchEvent(new Event("input"));
    this.said.state(this.current.foreign);
  }

  open(kind) {
    this.switchTo(kind);
    this.area.setSelectionRange(this.area.value.length, this.area.value.length);
  }

  write() {
    this.current.text = this.area.value;
  }

  leave() {
    this.area.blur();
    one("[data-behaviour~=timeline]")?.focus({ preventScroll: true });
  }

  /** Written to the customer, and not sent. */
  get hasReply() {
    return Boolean(this.drafts.reply.text.trim() || one("[data-files=reply] .file", this.form));
  }

  /** What takes the last message back, while nothing new has been written. */
  get lastUndo() {
    return this.area.value || !this.toast?.isConnected ? null : one("[data-undoes]", this.toast);
  }

  async send(options = {}) {
    if (this.sending || this.isShut) return;
    const { current: draft, kind } = this;
    const lacks = kind === "reply" && missing(this.form);
    if (lacks) return this.lack(lacks);
    if (kind === "reply" && templateOf(this.form)) return this.sendNow(draft, kind, options);
    if (!draft.text.trim() && !one(".file[data-file]", this.files.list ?? this.form)) return this.complain(say("empty"));
    if (this.files.isBusy) return this.complain(say("wait_for_files"));
    if (this.files.isBroken) return this.complain(say("files_missing"));
    await this.sendNow(draft, kind, options);
  }

  async sendNow(draft, kind, options) {
    await (this.sending = this.deliver(messageOf(this.form, kind, draft, options), options));
    this.sending = null;
  }

  lack({ words, field }) {
    this.complain(words);
    (field ?? one("#reply-way select, #reply-way a", this.form))?.focus();
  }

  async deliver(message, options) {
    const draft = this.drafts[message.kind];
    this.busy(true);
    draft.isPaused = true; // no draft is saved behind the back of the message
    try {
      await draft.saving;
      const answer = await post(message);
      this.sent(answer, message, options);
    } catch (refusal) {
      draft.isPaused = false;
      this.fail(refusal, message.kind, options);
    } finally {
      draft.isPaused = false;
      this.busy(false);
    }
  }

  /** Done: the keys of the conversation and the list work again, Z for the undo among them. */
  sent(answer, { kind, text, clientKey, body }, { resolves }) {
    const isHere = this.form.contains(document.activeElement);
    if (kind === "reply" && body.get("template")) this.drafts.reply.renew(); // what was begun in other words stays
    else {
      this.drafts[kind].done();
      this.files.clear(kind);
    }
    if (kind === "reply" && isChosen(this.form)) asUsual(this.form);
    this.said.clear();
    this.switchTo("reply", { focus: null });
    if (isHere) [this.leave(), hush()];
    this.toast = saySent(this.form.dataset, { kind, text, clientKey, resolves, answer });
  }

  /** The ticket was opened again before its message had gone: that stands here no more. */
  hearSent({ kind, text, clientKey }) {
    const draft = this.drafts[kind];
    if (draft.clientKey !== clientKey || draft.text !== text) return;
    draft.done();
    this.files.clear(kind);
    this.show();
  }

  fail(refusal, kind, options) {
    const notice = refusal.answer?.html ?? refusal.answer;
    const isConflict = refusal.status === 409 && typeof notice === "string";
    if (!this.form.isConnected) {
      this.drafts[kind].saveNow();
      sayFailed(this.form, isConflict ? say("not_sent") : `${say("not_sent")} ${refusal.message}`);
    } else if (isConflict) {
      this.conflict = { kind, options, isSaidBefore: refusal.answer.code === "sent_before" };
      this.said.conflict(notice);
      if (this.form.contains(document.activeElement)) one("[data-composer-do]", this.form)?.focus();
    } else if (refusal.status === 401) this.said.refuse(refusal.message, " ", signIn());
    else this.refused(refusal);
    if (refusal.status === 404) tell("live:unseen", { ticket: this.form.dataset.ticket });
  }

  /** Another way would do: those that there are stand above the words. */
  refused(refusal) {
    if (refusal.status === 409) asUsual(this.form);
    this.complain(refusal.status ? refusal.message : `${say("not_sent")} ${refusal.message}`);
  }

  /** A reply that was taken back, before what has been written since. */
  async takeIn({ text, version, channel, files }) {
    const draft = this.drafts.reply;
    await this.sending;
    await draft.saving;
    draft.takeIn(text, version);
    if (channel) asUsual(this.form); // the server knows by which it had gone
    this.files.show("reply", files);
    this.open("reply");
  }

  complain(words) {
    if (!this.form.isConnected) return sayFailed(this.form, words);
    this.said.refuse(words);
    if (this.form.contains(document.activeElement)) this.area.focus();
  }

  busy(isBusy) {
    for (const button of all("[data-send], [role=tab]", this.form)) button.setAttribute("aria-disabled", isBusy);
    this.area.readOnly = isBusy || Boolean(this.isShut);
    if (isBusy) this.said.state("sending");
    else if (one("[data-saved=sending]", this.form)) this.said.state(this.current.foreign);
  }

  saveHere() {
    for (const draft of Object.values(this.drafts)) draft.saveHere();
  }

  async saveNow() {
    await this.sending;
    await Promise.all(Object.values(this.drafts).map((draft) => draft.saveNow()));
  }

  letGo() {
    this.drafts.reply.letGo();
    this.drafts.note.letGo();
    this.files.letGo();
  }
}
