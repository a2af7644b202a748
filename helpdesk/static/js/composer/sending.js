/* One message on its way. POST <form action, or data-note-url> with text, client_key, seen_message_id, and "resolves",
   "escalations" (what becomes of them) or "confirm".
     201 {"message", "undo_url"?, "undo_seconds"?}    sent, or waiting for its undo to pass
     409 HTML      somebody was faster: the answer says who and what, and stands above the editor
     409 {"code": "sent_before", "html"}    this key has said something else already; to be said too it takes a new key
     4xx {"error"} the words stand above the editor; the text stays
   The client key makes a second try of the same message harmless. */
import { one } from "../lib/dom.js";
import { ask } from "../lib/http.js";

/** What goes and where, as the form stands now: by the time it goes, another tab or another ticket may be open. */
export function messageOf(form, kind, draft, { resolves = false, escalations = "", confirm = false } = {}) {
  const body = new FormData(form);
  body.set("text", draft.text);
  body.set("client_key", draft.clientKey);
  const seen = one("[data-behaviour~=timeline]")?.dataset.seen;
  if (seen) body.set("seen_message_id", seen);
  if (resolves) body.set("resolves", "1");
  if (escalations) body.set("escalations", escalations);
  if (confirm) body.set("confirm", "1");
  const { text, clientKey } = draft;
  return { kind, text, clientKey, body, url: kind === "note" ? form.dataset.noteUrl : form.action };
}

export const post = async ({ url, body }) => (await ask(url, { method: "POST", body })).json();

/** What was sent comes back: {"text", "version" (of the draft it is in now), "channel"?, "files": [{"id", "name", "size", "remove_url"}]}. */
export const takeBack = async (url) => (await ask(url, { method: "POST" })).json();
