/* data-behaviour="composer" on the form under a conversation (docs/frontend.md draws it whole):
     data-kind="reply|note" data-ticket data-agent data-draft-url="/tickets/12/draft/KIND/" data-files-url="…/KIND/attachments/"
     action (replies) data-note-url (notes) data-keep id data-name="NL-12"
   [role=tab][data-kind] switches; textarea[data-types] with data-placeholder-reply, -note; [data-send=""|"resolve"] buttons;
   [data-saved] says how safe the text is; [data-say] (role="alert") what went wrong; [data-only="reply"] hides for notes.
   In a notice: [data-composer-do="send-anyway|keep|cancel|to-note|show|close|send-and-resolve|resolve"] (notices.js). */
import { behaviour } from "../lib/behaviours.js";
import { every, on, one } from "../lib/dom.js";
import { register } from "../lib/keyboard.js";
import { showChoices } from "./choices.js";
import { startMentions } from "./mentions.js";
import { showLength } from "./length.js";
import { answer } from "./notices.js";
import { guardResolving } from "./resolving.js";
import { shut } from "./shutting.js";
import { settle } from "./settling.js";
import { Composer } from "./writing.js";

behaviour("composer", (form) => {
  const composer = new Composer(form);
  const inside = (event) => form.contains(event.target);
  const sends = one("[data-send='']", form);
  const resolves = one("[data-send=resolve]", form);
  const { group = "" } = form.dataset;
  return every(
    () => composer.letGo(),
    guardResolving(composer),
    startMentions(composer),
    showLength(composer),
    showChoices(form),
    on(form, "click", "[role=tab][data-kind]", (_event, tab) => composer.choose(tab.dataset.kind)),
    on(document, "click", "[data-answers]", () => composer.choose("reply")), // what is typed next answers it
    on(form, "keydown", "[role=tab]", (event) => ["ArrowLeft", "ArrowRight"].includes(event.key) && composer.choose(composer.kind === "reply" ? "note" : "reply", { focus: "tab" })),
    on(form, "input", "textarea[data-types]", () => composer.write()),
    on(form, "submit", (event) => {
      event.preventDefault();
      composer.send({ resolves: event.submitter?.dataset.send === "resolve" });
    }),
    on(form, "click", "[data-composer-do]", (event, button) => {
      event.preventDefault(); // without a script these buttons send the form
      answer(composer, button.dataset.composerDo);
    }),
    on(form, "click", "[data-draft-do]", (_event, button) => settle(composer, button.dataset.draftDo)),
    on(document, "composer:back", ({ detail }) => detail.ticket === form.dataset.ticket && composer.takeIn(detail)),
    on(document, "draft:left", ({ detail }) => Object.values(composer.drafts).filter((draft) => draft.goOnFrom(detail)).includes(composer.current) && composer.show()),
    on(document, "composer:shut", ({ detail }) => detail.ticket === form.dataset.ticket && shut(composer)),
    on(document, "composer:sent", ({ detail }) => composer.hearSent(detail)),
    on(document, "page:leaving", ({ detail }) => detail.waits.push(composer.saveNow())),
    on(window, "pagehide", () => composer.saveHere()),
    register({ keys: "mod enter", label: sends?.dataset.label, group, whileTyping: true, when: (event) => !event || inside(event), run: () => composer.send() }),
    register({ keys: "mod shift enter", label: resolves?.dataset.label, group, whileTyping: true, when: (event) => Boolean(resolves) && composer.kind === "reply" && (!event || inside(event)), run: () => composer.send({ resolves: true }) }),
    register({ keys: "mod z", whileTyping: true, when: (event) => event?.target === composer.area && composer.lastUndo, run: () => composer.lastUndo.click() }),
    register({ keys: "escape", whileTyping: true, when: (event) => event && event.target === composer.area, run: () => composer.leave() }),
  );
});
