/* Collects what changed and has it drawn again: the first change at once, then after 200, 400, 800, 1000 ms while more keeps coming
   (more often would be a request for every one of the events that one message causes).
     data-live="ticket.12" on elements that are parts (parts.js); data-live-once="<selector>": not before that is there; lists hear live:rows {versions, told, everything} (rows.js) */
import { all, one, tell } from "../lib/dom.js";
import { fetchPart } from "./parts.js";

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 1_000;
const QUIET = 2_000;
const MOST = 200; // so many tickets are asked for by name
const REMEMBERED = 500;

const told = new Map(); // ticket → the newest version told: a page that is being opened may have been drawn before it
let news = new Map(); // ticket → the same since the last time, or Infinity
let everything = false;
let timer = 0;
let dueAt = 0;
let last = 0;
let pause = FIRST_PAUSE;

export function watchChanges() {
  document.addEventListener("live:message", ({ detail }) => detail.type === "changed" && hear([detail.ticket], detail.version ?? Infinity));
  document.addEventListener("live:changed", ({ detail }) => hear(detail.tickets, Infinity));
  for (const event of ["live:full", "page:undone"]) document.addEventListener(event, lookAtEverything);
  for (const event of ["htmx:load", "visibilitychange"]) document.addEventListener(event, () => plan());
}

/** For own actions: draw again what shows this ticket, now. */
export function refreshTicket(id) {
  news.set(Number(id), Infinity);
  plan(0);
}

/** What its row shows has changed, and the ticket has not. */
export const refreshRow = (id) => tell("live:rows", { versions: new Map([[Number(id), Infinity]]), told, everything: false });

function lookAtEverything() {
  everything = true;
  plan();
}

function hear(tickets, version) {
  for (const ticket of tickets) {
    news.set(ticket, Math.max(news.get(ticket) ?? 0, version));
    if (version < Infinity) remember(ticket, version);
  }
  // Whoever was away long asks for the list instead.
  if (news.size > MOST) [news, everything] = [new Map(), true];
  plan();
}

function remember(ticket, version) {
  const newest = Math.max(told.get(ticket) ?? 0, version);
  told.delete(ticket); // the one told last stands last
  told.set(ticket, newest);
  if (told.size > REMEMBERED) told.delete(told.keys().next().value);
}

/** Never later than planned before. A page that nobody looks at waits until somebody does. */
function plan(wait = Math.max(0, last + pause - Date.now())) {
  const at = Date.now() + wait;
  if (document.hidden || (timer && dueAt <= at)) return;
  clearTimeout(timer);
  dueAt = at;
  timer = setTimeout(look, wait);
}

function look() {
  timer = 0;
  if (document.hidden) return;
  if (news.size || everything) keepPace();
  const since = { versions: news, told, everything };
  [news, everything] = [new Map(), false];
  for (const part of all("[data-live][data-src]")) {
    const ticket = Number(part.dataset.live.replace("ticket.", ""));
    const version = since.everything ? Infinity : Math.max(told.get(ticket) ?? 0, since.versions.get(ticket) ?? 0);
    if (version > Number(part.dataset.version ?? 0) && isWanted(part)) fetchPart(part, version);
  }
  tell("live:rows", since);
}

const isWanted = ({ dataset }) => !dataset.liveOnce || Boolean(one(dataset.liveOnce));

function keepPace() {
  const now = Date.now();
  pause = now - last > QUIET ? FIRST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
  last = now;
}
