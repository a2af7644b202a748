/* What happened to a message, said in one toast with the name of its ticket (data-name on the form), as several may stand
   there. A newer word takes the place of an older one about the same ticket.
   Sent, it is told as "composer:sent" {ticket, kind, text, clientKey}; taken back, to whatever composer of that ticket is open now, as "composer:back"
   {ticket, text, version, files}. */
import { one, tell } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { nextTicket } from "../behaviours/next_ticket.js";
import { complain, toast } from "../behaviours/toasts.js";
import { refreshTicket } from "../live/changes.js";
import { takeBack } from "./sending.js";

const outcomes = new Map(); // ticket → the toast that says its message was not sent

/** `answer` of the server to a message; returns the toast that can take it back, if it can be. */
export function saySent(dataset, { kind, text, clientKey, resolves, answer }) {
  const { ticket, name } = dataset;
  const { undo_url: url, undo_seconds: seconds } = answer;
  const words = (key, values) => `${name}: ${say(key, values)}`;
  outcomes.get(ticket)?.remove();
  tell("composer:sent", { ticket, kind, text, clientKey });
  refreshTicket(ticket);
  const next = resolves ? nextTicket(ticket) : null;
  if (!url) {
    toast({ words: words(kind === "note" ? "noted" : "sent"), next });
    return null;
  }
  const countdown = (n) => words("sending_in", { n });
  return toast({ words: countdown(seconds), seconds, countdown, next, undo: () => undo(url, dataset) });
}

/** What went wrong when its ticket was open no more: with the way back, and until it has been read. */
export function sayFailed(form, words) {
  const { ticket, name } = form.dataset;
  outcomes.set(ticket, toast({ words: `${name}: ${words}`, next: wayTo(form.dataset), tone: "error" }));
}

/** To a ticket that is open no more. */
function wayTo({ ticket, name, draftUrl }) {
  const go = () => {
    const link = one(`#t-${ticket} a`);
    if (link) link.click();
    else location.assign(draftUrl.split("draft/")[0]);
  };
  return { words: say("open_ticket", { name }), go };
}

async function undo(url, dataset) {
  const { ticket, name } = dataset;
  const isOpen = () => Boolean(one(`[data-behaviour~=composer][data-ticket="${ticket}"]`));
  try {
    const back = await takeBack(url);
    tell("composer:back", { ticket, ...back });
    refreshTicket(ticket);
    outcomes.set(ticket, toast({ words: `${name}: ${say("undone")}`, next: isOpen() ? null : wayTo(dataset) }));
  } catch (refusal) {
    outcomes.set(ticket, complain(`${name}: ${refusal.message}`));
  }
}
