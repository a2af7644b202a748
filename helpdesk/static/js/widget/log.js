/* The conversation: kept at its end while the visitor is there, left alone while they read further up. */
import { hear, tell } from "./bus.js";
import { arrange, icon, make, put } from "./dom.js";
import { dressMessage, dressPending, line, message, pending } from "./bubble.js";
import { entries, feed, isTheirs, older } from "./feed.js";
import { isStuck, progressOf, takeBack, tryAgain, waiting } from "./outbox.js";
import { say, settings } from "./settings.js";
import { TAG } from "./tag.js";

const NEAR = 48; // pixels from the end that still count as being there
const OLDER_AT = 60;
const RUN_MS = 300_000;

const shown = new Map(); // id → {element, …, of: what it was made from}
const view = { log: null, list: null, pill: null, isLoading: false, isHeld: true, top: 0, newer: 0, last: 0 };
// What grows by itself (a picture, a question, the form below) must not push the newest words out of sight.
const sizes = new ResizeObserver(() => view.isHeld && toEnd());

export function buildLog() {
  view.list = make("div", { class: "list" });
  view.log = make("div", { class: "log", role: "log", tabindex: "0", "aria-label": say("messages") }, view.list);
  view.pill = make("button", { type: "button", class: "pill", hidden: true, onclick: toEnd }, icon("arrow-down"), make("span"));
  view.log.addEventListener("scroll", scrolled, { passive: true });
  shown.clear();
  sizes.disconnect();
  sizes.observe(view.list);
  sizes.observe(view.log);
  drawLog();
  return make("div", { class: "mid" }, view.log, view.pill);
}

const isNearEnd = () => view.log.scrollHeight - view.log.scrollTop - view.log.clientHeight < NEAR;

export const isAtEnd = () => view.isHeld;

export function toEnd() {
  view.isHeld = true;
  view.log.scrollTop = view.log.scrollHeight;
  scrolled();
}

export function drawLog() {
  if (!view.log) return;
  const wasAtEnd = isAtEnd();
  const all = [...entries(), ...waiting().map((item) => ({ ...item, isPending: true }))];
  const ids = new Set(all.map(idOf));
  for (const id of shown.keys()) if (!ids.has(id)) shown.delete(id);
  arrange(view.list, [...greeting(all), ...all.map((one, index) => entry(one, all[index - 1], all[index + 1]))]);
  count(all, wasAtEnd);
  if (wasAtEnd) toEnd();
}

/* Own words keep their element when the server confirms them: the key stays. */
const idOf = (one) => (one.key ? `k${one.key}` : `i${one.id}`);

function entry(one, before, after) {
  const id = idOf(one);
  const of = madeOf(one);
  let known = shown.get(id);
  const isConfirmed = known && known.isPending && !one.isPending && !one.files?.length;
  if (!known || (known.of !== of && !isConfirmed)) shown.set(id, (known = built(one)));
  if (known.isPending && one.isPending) dressPending(known, one, { part: progressOf(one.key), isStuck: isStuck(), isLast: !after });
  else if (known.caption && !one.isPending) dressMessage(known, one, { isFirst: isFirst(one, before), state: stateOf(one, after) });
  return known.element;
}

const madeOf = ({ isPending, id, text, blocks, file, files, kind, parts }) =>
  JSON.stringify([isPending ? "" : id, text, blocks, file?.name, files?.map((one) => one.id), kind, parts]);

function built(one) {
  const of = madeOf(one);
  if (one.isPending) {
    const deeds = { again: () => tryAgain(one.key), edit: () => tell("edit", takeBack(one.key)) };
    return { ...pending(one, deeds), of, isPending: true };
  }
  return { ...(one.kind ? line(one) : message(one)), of };
}

function isFirst(one, before) {
  if (!before || before.kind || before.isPending) return true;
  return before.from !== one.from || before.name !== one.name || Date.parse(one.at) - Date.parse(before.at) > RUN_MS;
}

/** Only under the last of mine: how far it got. */
function stateOf(one, after) {
  if (isTheirs(one) || (after && !after.kind && (after.isPending || !isTheirs(after)))) return "";
  const seen = feed.state?.seen_upto ?? 0;
  if (one.id <= seen) return say("read");
  return after && !after.kind ? "" : say("sent");
}

function greeting(all) {
  if ((all.length && !TAG.preview) || !settings.greeting) return [];
  const known = shown.get("greeting") ?? { element: make("div", { class: "m", "data-first": true }, make("div", { class: "bub" }, make("p", {}, settings.greeting))) };
  shown.set("greeting", known);
  return [known.element];
}

function count(all, wasAtEnd) {
  const last = Math.max(0, ...all.filter((one) => one.id && !one.kind && isTheirs(one)).map((one) => one.id));
  if (!wasAtEnd && view.last && last > view.last) view.newer += 1;
  if (wasAtEnd) view.newer = 0;
  view.last = last;
  view.pill.hidden = !view.newer;
  if (view.newer) put(view.pill.lastChild, say("newer", { n: view.newer }));
}

async function scrolled() {
  hold();
  if (isAtEnd() && view.newer) [view.newer, view.pill.hidden] = [0, true];
  if (isAtEnd()) tell("looked");
  if (view.log.scrollTop > OLDER_AT || view.isLoading || !feed.hasOlder) return;
  view.isLoading = true;
  const before = view.log.scrollHeight - view.log.scrollTop;
  view.log.setAttribute("aria-busy", "true"); // what was said before is not news
  try {
    await older();
    view.log.scrollTop = view.log.scrollHeight - before;
  } catch {
    // the next scroll asks again
  } finally {
    view.isLoading = false;
    view.log.removeAttribute("aria-busy");
  }
}

/** Only who scrolls up lets go: what grows below moves nobody. */
function hold() {
  const { scrollTop, clientHeight } = view.log;
  if (!clientHeight) return;
  if (isNearEnd()) view.isHeld = true;
  else if (scrollTop < view.top) view.isHeld = false;
  view.top = scrollTop;
}

hear("feed", drawLog);
hear("outbox", drawLog);
hear("sent", drawLog);
hear("progress", drawLog);
