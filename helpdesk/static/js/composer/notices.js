/* What the buttons of a notice above the editor do: [data-composer-do] in tickets/_crossed.html, _sent_before.html,
   _still_asked_of_reply.html, _unsent.html. */
import { one } from "../lib/dom.js";

export function answer(composer, what) {
  if (what === "show") return one("[data-behaviour~=timeline]")?.scrollTo({ top: 1e9 });
  composer.said.clear();
  if (what === "send-anyway") return sendAnyway(composer, composer.conflict);
  if (what === "keep" || what === "cancel") return sendOn(composer, what, composer.conflict);
  if (what === "send-and-resolve") return [composer.switchTo("reply"), composer.send({ resolves: true })];
  if (what === "resolve") return composer.resolve();
  if (what !== "to-note") return composer.area.focus();
  const { reply, note } = composer.drafts;
  note.text = [note.text, reply.text].filter(Boolean).join("\n\n");
  reply.text = "";
  return composer.open("note");
}

/** Answered is what becomes of the escalations, and nothing else: what somebody wrote meanwhile is still to be seen. */
function sendOn(composer, escalations, { options = {} } = {}) {
  composer.switchTo("reply");
  return composer.send({ ...options, resolves: true, escalations });
}

/** What was refused, whichever tab is open by now. A notice that the server drew is about what is open.
    One's own earlier words say nothing of what others wrote: that is not confirmed by them. */
function sendAnyway(composer, { kind = composer.kind, options = {}, isSaidBefore = false } = {}) {
  composer.switchTo(kind);
  if (isSaidBefore) composer.current.renew();
  return composer.send({ ...options, confirm: options.confirm || !isSaidBefore });
}
