/* Where rows stand in a list (rows.js), and how they come and go. */
import { all, one } from "../lib/dom.js";
import { settled } from "../lib/morph.js";

const LEAVES_AFTER = 4_000;

export const isHeld = (list) => list.matches(":hover") || list.contains(document.activeElement);
export const rowOf = (list, id) => one(`[data-ticket="${id}"]`, list);
export const staying = (list) => all(":scope > [data-ticket]:not([data-leaving])", list);

/** `waiting`: id → fresh row, or null: it leaves. */
export function apply(list, waiting) {
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

/** Stays readable for a moment, and as long as somebody points at it or it is open. Drawn anew meanwhile, it stays. */
function leave(row) {
  if (!row || "leaving" in row.dataset) return;
  const since = (row.dataset.leaving = String(performance.now()));
  const go = () => {
    if (row.dataset.leaving !== since) return;
    if (row.matches(":hover, :has([aria-current], :focus)")) setTimeout(go, LEAVES_AFTER);
    else row.remove();
  };
  setTimeout(go, LEAVES_AFTER);
}

function place(list, row) {
  const after = all(":scope > [data-ticket]", list).find((other) => other !== row && comesBefore(list, row, other));
  list.insertBefore(row, after ?? null);
}

/** The next page may bring a row that has come by itself, or one that is about to leave for that page. */
export function dropDoubles(list) {
  const seen = new Map();
  for (const row of all(":scope > [data-ticket]", list)) {
    const twin = seen.get(row.id);
    if (twin) ("leaving" in twin.dataset ? twin : row).remove();
    seen.set(row.id, row);
  }
}

/** Asked before it is drawn: a row that is the last one and goes up still belongs here. */
export function belongsOnPage(list, row) {
  const last = all(":scope > [data-ticket]", list).at(-1);
  return !("more" in list.dataset) || !last || compare(row.dataset.order, last.dataset.order) === 0 || comesBefore(list, row, last);
}

function comesBefore(list, row, other) {
  const order = compare(row.dataset.order, other.dataset.order);
  return "descending" in list.dataset ? order > 0 : order < 0;
}

/** "microseconds.id": longer numbers than a script counts exactly. */
function compare(one, other) {
  const [a, b] = [one, other].map((order) => order.split(".").map((part) => part.padStart(20, "0")).join("."));
  return a < b ? -1 : Number(a > b);
}
