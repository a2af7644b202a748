/* What the server says of the rows of a list (rows.js), and what that means for those on the page. */
import { all, one } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { ready } from "../lib/htmx.js";
import { morph, parse, settled } from "../lib/morph.js";
import { belongsOnPage, rowOf, staying } from "./places.js";

/** Ids to ask for: what changed since the last time, and rows drawn before something that was told earlier. */
export function whatIsNews(list, { versions, told }) {
  const isNews = (id, version) => version > Number(rowOf(list, id)?.dataset.version ?? 0);
  const changed = [...versions].filter(([id, version]) => isNews(id, version)).map(([id]) => id);
  const late = staying(list).map(idOf).filter((id) => isNews(id, told.get(id) ?? 0));
  return [...changed, ...late];
}

/** Both answer with the ids that must be asked for besides. */
export async function fetchRows(list, ids, waiting) {
  const fresh = await fetchFrom(list, { ids: ids.join(",") });
  const byId = new Map(all("[data-ticket]", fresh).map((row) => [idOf(row), row]));
  for (const id of ids) receive(list, id, byId.get(id) ?? null, waiting);
  return [];
}

/** Everything anew: the first page, then by name what is shown besides (further pages, and what has left). */
export async function fetchFirstPage(list, waiting) {
  const fresh = await fetchFrom(list, {});
  const rows = all("[data-ticket]", fresh);
  const more = one("#more", fresh);
  const isAll = !one("a", more);
  if (isAll || staying(list).length <= rows.length) {
    list.toggleAttribute("data-more", false); // all of them belong here, and what follows begins after them
    one("#more").replaceWith(more);
    settled([more]);
  }
  for (const row of rows) receive(list, idOf(row), row, waiting);
  list.toggleAttribute("data-more", Boolean(one("#more a")));
  return staying(list).map(idOf).filter((id) => !rows.some((row) => idOf(row) === id));
}

async function fetchFrom(list, query) {
  const url = new URL(list.dataset.rowsUrl, location.href);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const fresh = parse(await (await ask(url)).text());
  await ready();
  return fresh;
}

function receive(list, id, fresh, waiting) {
  const old = rowOf(list, id);
  waiting.delete(id);
  const belongs = fresh && belongsOnPage(list, fresh);
  if (fresh && old) {
    const moves = old.dataset.order !== fresh.dataset.order;
    const current = one("[aria-current]", old) && one("a", fresh);
    current?.setAttribute("aria-current", "true");
    morph(old, fresh.cloneNode(true));
    if (moves) waiting.set(id, belongs ? fresh : null);
  } else if (fresh ? belongs : old) {
    waiting.set(id, fresh);
  }
}

const idOf = (row) => Number(row.dataset.ticket);
