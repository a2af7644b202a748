/* After a ticket is done, its toast offers the one that stands next to it in the list. */
import { all, one } from "../lib/dom.js";

/** {words, go}, or null where there is no list or nothing else in it. */
export function nextTicket(id) {
  const list = one("#ticket-list");
  const rows = list ? all(":scope > [data-ticket]", list) : [];
  const at = rows.findIndex((row) => row.dataset.ticket === String(id));
  const next = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))].find((row) => !("leaving" in row.dataset));
  return next ? { words: list.dataset.labelNext, go: () => one("a", next).click() } : null;
}
