/* data-behaviour="rows" on a list of tickets, which then keeps itself true without jumping:
     data-rows-url="/tickets/rows/?view=mine&order=due"   asked with &ids=1,2: answers the rows of those that belong here
     data-descending   the greatest data-order first          data-more   there are further pages: nothing joins at the end
   Its items: <li id="t-12" data-ticket="12" data-version="7" data-order="1763805600000000.12">…</li>
   What changed is drawn in place at once. Rows join, leave or change places only while the pointer is elsewhere and no row
   has focus; until then [data-newer] (a button after the list) says how many wait. */
import { behaviour } from "../lib/behaviours.js";
import { all, every, make, on, one } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { ready } from "../lib/htmx.js";
import { morph, parse, settled } from "../lib/morph.js";
import { say } from "../lib/words.js";
import { wantAgain } from "./changes.js";

const LEAVES_AFTER = 4_000;
const MOST = 100;

behaviour("rows", (list) => {
  const waiting = new Map(); // id → fresh row, or null: it leaves
  const newer = make("button", { type: "button", class: "btn btn-s newer", hidden: true });
  list.after(newer);
  const settle = () => {
    apply(list, waiting);
    newer.hidden = true;
  };
  const look = async ({ detail }) => {
    const ids = detail.tickets.filter((id) => isNews(list, id, detail.versions));
    for (let at = 0; at < ids.length; at += MOST) await fetchRows(list, ids.slice(at, at + MOST), waiting);
    if (!isHeld(list)) settle();
    else if (waiting.size) {
      newer.hidden = false;
      newer.textContent = say("newer", { n: waiting.size });
    }
  };
  const free = () => setTimeout(() => waiting.size && !isHeld(list) && settle(), 150);
  document.addEventListener("live:rows", look);
  return every(
    () => document.removeEventListener("live:rows", look),
    () => newer.remove(),
    on(newer, "click", settle),
    on(list, "pointerleave", free),
    on(list, "focusout", free),
  );
});

const isHeld = (list) => list.matches(":hover") || list.contains(document.activeElement);
const rowOf = (list, id) => one(`[data-ticket="${id}"]`, list);

function isNews(list, id, versions) {
  const row = rowOf(list, id);
  return !row || (versions.get(`ticket.${id}`) ?? Infinity) > Number(row.dataset.version ?? 0);
}

async function fetchRows(list, ids, waiting) {
  const url = new URL(list.dataset.rowsUrl, location.href);
  url.searchParams.set("ids", ids.join(","));
  let fresh;
  try {
    fresh = all("[data-ticket]", parse(await (await ask(url)).text()));
  } catch (refusal) {
    wantAgain(refusal, ids.map((id) => `ticket.${id}`));
    return;
  }
  await ready();
  const byId = new Map(fresh.map((row) => [Number(row.dataset.ticket), row]));
  for (const id of ids) receive(list, id, byId.get(id) ?? null, waiting);
}

function receive(list, id, fresh, waiting) {
  const old = rowOf(list, id);
  waiting.delete(id);
  if (fresh && old) {
    const moves = old.dataset.order !== fresh.dataset.order;
    const current = one("[aria-current]", old) && one("a", fresh);
    current?.setAttribute("aria-current", "true");
    morph(old, fresh.cloneNode(true));
    if (moves) waiting.set(id, fresh);
  } else if (fresh ? belongsOnPage(list, fresh) : old) {
    waiting.set(id, fresh);
  }
}

function apply(list, waiting) {
  for (const [id, fresh] of waiting) {
    const old = rowOf(list, id);
    if (!fresh) leave(old);
    else if (old) place(list, old);
    else {
      fresh.dataset.new = "";
      place(list, fresh);
      settled([fresh]);
    }
  }
  waiting.clear();
}

/** Stays readable for a moment, and as long as somebody points at it or it is open. */
function leave(row) {
  if (!row || "leaving" in row.dataset) return;
  row.dataset.leaving = "";
  const go = () => (row.matches(":hover, :has([aria-current], :focus)") ? setTimeout(go, LEAVES_AFTER) : row.remove());
  setTimeout(go, LEAVES_AFTER);
}

function place(list, row) {
  const after = all(":scope > [data-ticket]", list).find((other) => other !== row && comesBefore(list, row, other));
  list.insertBefore(row, after ?? null);
}

function comesBefore(list, row, other) {
  const order = compare(row.dataset.order, other.dataset.order);
  return "descending" in list.dataset ? order > 0 : order < 0;
}

function belongsOnPage(list, row) {
  const last = all(":scope > [data-ticket]", list).at(-1);
  return !("more" in list.dataset) || !last || comesBefore(list, row, last);
}

/** "microseconds.id": longer numbers than a script counts exactly. */
function compare(one, other) {
  const [a, b] = [one, other].map((order) => order.split(".").map((part) => part.padStart(20, "0")).join("."));
  return a < b ? -1 : Number(a > b);
}
