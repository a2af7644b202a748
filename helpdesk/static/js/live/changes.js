/* Collects what changed and asks for it at most once a second:
     data-live="ticket.12 counts notified" data-src="<address>" data-version="7"
   on any element that the server can draw again. Its answer replaces it in place (lib/morph.js); with data-merge, the
   children that it no longer holds stay above (pages of a conversation that were loaded later). Lists: live/rows.js. */
import { all, one, tell } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { ready } from "../lib/htmx.js";
import { merge, morph, parse } from "../lib/morph.js";

const PAUSE = 1_000;
const COUNTS_PAUSE = 2_000;

const wanted = new Map(); // token → the newest version told, or Infinity
let timer = 0;
let last = 0;
const running = new WeakMap(); // element → what stops the request under way

export function watchChanges() {
  document.addEventListener("live:message", ({ detail }) => {
    if (detail.type === "changed") want([`ticket.${detail.ticket}`], detail.version ?? Infinity);
    if (detail.type === "counts") want(["counts"], Infinity, COUNTS_PAUSE);
    if (detail.type === "notified") [want(["notified"], Infinity), tell("notified")];
  });
  document.addEventListener("live:changed", ({ detail }) => want(detail.tickets.map((id) => `ticket.${id}`).concat("counts"), Infinity));
  document.addEventListener("live:full", () => want(tokensOnPage(), Infinity));
  document.addEventListener("page:undone", () => want(tokensOnPage(), Infinity));
  document.addEventListener("visibilitychange", () => document.hidden || plan(0));
}

/** For own actions: draw again what shows this ticket, now. */
export function refreshTicket(id) {
  want([`ticket.${id}`], Infinity, 0);
}

/** What could not be answered just now is asked for again; what was refused is not. */
export function wantAgain(refusal, tokens) {
  if (refusal.status === 0 || refusal.status >= 500) want(tokens, Infinity);
}

function want(tokens, version, pause = PAUSE) {
  for (const token of tokens) wanted.set(token, Math.max(wanted.get(token) ?? 0, version));
  plan(Math.max(0, last + pause - Date.now()));
}

function plan(wait) {
  // A page that nobody looks at waits until somebody does.
  if (document.hidden || !wanted.size) return;
  clearTimeout(timer);
  timer = setTimeout(flush, wait);
}

function flush() {
  last = Date.now();
  const news = new Map(wanted);
  wanted.clear();
  for (const element of all("[data-live][data-src]")) {
    const versions = element.dataset.live.split(/\s+/).map((token) => news.get(token) ?? 0);
    if (Math.max(...versions) > Number(element.dataset.version ?? 0)) fetchPart(element);
  }
  const tickets = [...news.keys()].filter((token) => token.startsWith("ticket.")).map((token) => Number(token.slice(7)));
  if (tickets.length) tell("live:rows", { tickets, versions: news });
}

export async function fetchPart(element) {
  running.get(element)?.abort();
  const stopper = new AbortController();
  running.set(element, stopper);
  try {
    const response = await ask(element.dataset.src, { signal: stopper.signal });
    const fresh = parse(await response.text()).firstElementChild;
    await ready(); // so that nothing happens between "before" and "after" but the change itself
    if (!element.isConnected || !fresh) return;
    tell("live:before", { element });
    await ("merge" in element.dataset ? merge(element, fresh) : morph(element, fresh));
    tell("live:after", { element });
  } catch (refusal) {
    // Gone or hidden now: the list says so; what is open stays readable.
    if (refusal.status === 404) element.dataset.gone = "";
    wantAgain(refusal, element.dataset.live?.split(/\s+/) ?? []);
  }
}

function tokensOnPage() {
  const tokens = all("[data-live]").flatMap(({ dataset }) => dataset.live.split(/\s+/));
  const rows = one("[data-rows-url]") ? all("[data-rows-url] [data-ticket]").map(({ dataset }) => `ticket.${dataset.ticket}`) : [];
  return [...new Set([...tokens, ...rows])];
}
