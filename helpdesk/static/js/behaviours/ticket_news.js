/* What the server says in HX-Trigger after a change that was made here:
     ticket-changed {ticket, version}   as a push says it: whatever shows an older version is drawn again
     say {words, undo, undo_with, done, tone} a toast; `undo` is an address to post those fields to, `done` the ticket that needs
       nothing more, `tone` "error" stays until it is closed
   And after more rows were fetched: a list that has no further page takes new rows at its end. */
import { one, on, tell } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { nextTicket } from "./next_ticket.js";
import { complain, toast } from "./toasts.js";

export function startTicketNews() {
  on(document, "ticket-changed", ({ detail }) => tell("live:message", { type: "changed", ticket: detail.ticket, version: detail.version }));
  on(document, "say", ({ detail }) => toast({ words: detail.words, undo: detail.undo ? () => takeBack(detail.undo, detail.undo_with) : null, next: detail.done ? nextTicket(detail.done) : null, tone: detail.tone }));
  on(document, "htmx:afterSettle", () => one("#more:not(:has(a))") && delete one("#ticket-list")?.dataset.more);
  on(document, "htmx:afterSwap", ({ detail }) => detail.target?.id === "notifications" && tell("page:unread"));
}

async function takeBack(url, fields) {
  try {
    await ask(url, { method: "POST", body: new URLSearchParams(fields) });
    tell("page:undone");
  } catch (refusal) {
    complain(refusal.message);
  }
}
