/* data-behaviour="composer" on the form under a conversation (docs/frontend.md draws it whole):
     data-kind="reply|note" data-ticket data-agent data-draft-url="/tickets/12/draft/KIND/" data-files-url="…/KIND/attachments/"
     action (replies) data-note-url (notes) data-keep id data-name="NL-12"
   [role=tab][data-kind] switches; textarea[data-types] with data-placeholder-reply, -note; [data-send=""|"resolve"] buttons;
   [data-saved] says how safe the text is; [data-say] (role="alert") what went wrong; [data-only="reply"] hides for notes.
   In a conflict's answer: [data-composer-do="send-anyway|to-note|show|close"]. */
import { announce } from "../lib/announce.js";
import { behaviour } from "../lib/behaviours.js";
import { all, every, on, one } from "../lib/dom.js";
import { register } from "../lib/keyboard.js";
import { parse } from "../lib/morph.js";
import { clockTime } from "../lib/when.js";
import { say } from "../lib/words.js";
import { Draft } from "./drafts.js";
import { Files } from "./files.js";
import { post } from "./sending.js";
import { saySent } from "./sent.js";

behaviour("composer", (form) => {
  const composer = new Composer(form);
  const inside = (event) => form.contains(event.target);
  const sends = one("[data-send='']", form);
  const resolves = one("[data-send=resolve]", form);
  const { group = "" } = form.dataset;
  return every(
    () => composer.letGo(),
    on(form, "click", "[role=tab][data-kind]", (_event, tab) => composer.switchTo(tab.dataset.kind)),
    on(form, "keydown", "[role=tab]", (event) => ["ArrowLeft", "ArrowRight"].includes(event.key) && composer.switchTo(composer.kind === "reply" ? "note" : "reply", { focus: "tab" })),
    on(form, "input", "textarea[data-types]", () => composer.write()),
    on(form, "submit", (event) => {
      event.preventDefault();
      composer.send({ resolves: event.submitter?.dataset.send === "resolve" });
    }),
    on(form, "click", "[data-composer-do]", (event, button) => {
      event.preventDefault(); // without a script these buttons send the form
      composer.do(button.dataset.composerDo);
    }),
    on(document, "composer:write", ({ detail }) => composer.open(detail.kind)),
    on(document, "composer:back", ({ detail }) => detail.ticket === form.dataset.ticket && composer.takeIn(detail)),
    on(window, "pagehide", () => composer.current.saveHere()),
    register({ keys: "mod enter", label: sends?.dataset.label, group, whileTyping: true, when: (event) => !event || inside(event), run: () => composer.send() }),
    register({ keys: "mod shift enter", label: resolves?.dataset.label, group, whileTyping: true, when: (event) => Boolean(resolves) && composer.kind === "reply" && (!event || inside(event)), run: () => composer.send({ resolves: true }) }),
    register({ keys: "mod z", whileTyping: true, when: (event) => event?.target === composer.area && composer.lastUndo, run: () => composer.lastUndo.click() }),
    register({ keys: "escape", whileTyping: true, when: (event) => event && event.target === composer.area, run: () => composer.leave() }),
  );
});

class Composer {
  constructor(form) {
    this.form = form;
    this.area = one("textarea[data-types]", form);
    const tell = (kind) => (state) => kind === this.kind && this.say(state);
    this.drafts = { reply: new Draft(form, "reply", tell("reply")), note: new Draft(form, "note", tell("note")) };
    this.files = new Files(form, { complain: (words) => this.refuse(words) });
    const hasReply = this.drafts.reply.text || one("[data-files=reply] .file", form);
    this.switchTo(this.drafts.note.text && !hasReply ? "note" : this.kind, { focus: null });
  }

  get kind() {
    return this.form.dataset.kind;
  }

  get current() {
    return this.drafts[this.kind];
  }

  /** focus: "area", "tab" or null (as the page opens: the person did not ask for it). */
  switchTo(kind, { focus = "area" } = {}) {
    this.form.dataset.kind = kind;
    for (const tab of all("[role=tab][data-kind]", this.form)) {
      const isOn = tab.dataset.kind === kind;
      tab.setAttribute("aria-selected", isOn);
      tab.tabIndex = isOn ? 0 : -1;
      if (isOn && focus === "tab") tab.focus();
    }
    for (const part of all("[data-only], [data-files]", this.form)) part.hidden = (part.dataset.only ?? part.dataset.files) !== kind;
    this.area.value = this.current.text;
    this.area.placeholder = this.area.dataset[kind === "note" ? "placeholderNote" : "placeholderReply"] ?? "";
    this.area.dispatchEvent(new Event("input"));
    if (this.current.isForeign) this.say("draft_elsewhere");
    if (focus === "area") this.area.focus();
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

  /** What takes the last message back, while nothing new has been written. */
  get lastUndo() {
    return this.area.value || !this.toast?.isConnected ? null : one("[data-undoes]", this.toast);
  }

  async send(options = {}) {
    const { current: draft, kind } = this;
    if (draft.isPaused) return;
    if (!draft.text.trim() && !one(".file[data-file]", this.files.list ?? this.form)) return this.refuse(say("empty"));
    if (this.files.isBusy) return this.refuse(say("wait_for_files"));
    this.busy(true);
    draft.isPaused = true; // no draft is saved behind the back of the message
    try {
      await draft.saving;
      const answer = await post(this.form, draft, options);
      this.sent(answer, kind, options);
    } catch (refusal) {
      if (refusal.status === 409 && typeof refusal.answer === "string") this.conflict(refusal.answer, options);
      else this.refuse(refusal.status ? refusal.message : `${say("not_sent")} ${refusal.message}`);
    } finally {
      draft.isPaused = false;
      this.busy(false);
    }
  }

  /** Done: the keys of the conversation and the list work again, Z for the undo among them. */
  sent(answer, kind, { resolves }) {
    const isHere = this.form.contains(document.activeElement);
    this.drafts[kind].done();
    this.files.clear(kind);
    this.clearSaid();
    if (kind === this.kind) this.switchTo("reply", { focus: null });
    if (isHere) this.leave();
    this.toast = saySent(this.form.dataset, { kind, resolves, answer });
  }

  /** A reply that was taken back, before what has been written since. */
  async takeIn({ text, version, files }) {
    const draft = this.drafts.reply;
    await draft.saving;
    draft.takeIn(text, version);
    this.files.show("reply", files);
    this.open("reply");
  }

  conflict(html, options) {
    this.afterConflict = options;
    const place = one("[data-say]", this.form);
    place.replaceChildren(parse(html));
    announce(place.textContent.trim());
    one("[data-composer-do]", place)?.focus();
  }

  do(what) {
    if (what === "show") return one("[data-behaviour~=timeline]")?.scrollTo({ top: 1e9 });
    this.clearSaid();
    if (what === "send-anyway") return this.send({ ...this.afterConflict, confirm: true });
    if (what !== "to-note") return this.area.focus();
    const { text } = this.drafts.reply;
    this.drafts.reply.text = "";
    this.drafts.note.text = [this.drafts.note.text, text].filter(Boolean).join("\n\n");
    return this.open("note");
  }

  refuse(words) {
    const place = one("[data-say]", this.form);
    const bar = document.createElement("p");
    bar.className = "note-bar note-bad";
    bar.textContent = words;
    place.replaceChildren(bar);
    this.area.focus();
  }

  clearSaid() {
    one("[data-say]", this.form)?.replaceChildren();
  }

  say(state) {
    const place = one("[data-saved]", this.form);
    if (!place) return;
    place.textContent = state ? say(state, { time: clockTime(Date.now()) }) : "";
    place.dataset.saved = state;
  }

  busy(isBusy) {
    for (const button of all("[data-send]", this.form)) button.setAttribute("aria-disabled", isBusy);
    this.area.readOnly = isBusy;
    if (isBusy) this.say("sending");
    else if (one("[data-saved=sending]", this.form)) this.say("");
  }

  letGo() {
    this.drafts.reply.letGo();
    this.drafts.note.letGo();
    this.files.letGo();
  }
}
