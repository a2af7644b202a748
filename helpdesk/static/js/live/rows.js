/* data-behaviour="rows" on a list of tickets, which then keeps itself true without jumping:
     data-rows-url="/tickets/rows/?view=mine&order=due"   asked with &ids=1,2: answers the rows of those that belong here; without
                       ids: the first page and #more, the way to the next
     data-descending   the greatest data-order first          data-more   there are further pages: nothing joins at the end
   Its items: <li id="t-12" data-ticket="12" data-version="7" data-order="1763805600000000.12">…</li>
   What changed is drawn in place at once. Rows join, leave or change places (places.js) only while the pointer is elsewhere and
   no row has focus; until then [data-newer] (a button after the list) says how many wait. */
import { behaviour } from "../lib/behaviours.js";
import { every, make, on } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { mayAskAgain } from "./again.js";
import { apply, dropDoubles, isHeld } from "./places.js";
import { fetchFirstPage, fetchRows, whatIsNews } from "./row_news.js";

const MOST = 100;

behaviour("rows", (list) => {
  const waiting = new Map(); // id → fresh row, or null: it leaves
  const wanted = new Set(); // ids to ask for
  let wantsPage = false;
  let isAsking = false;
  const newer = make("button", { type: "button", class: "btn btn-s newer", hidden: true });
  list.after(newer);
  const settle = () => {
    apply(list, waiting);
    newer.hidden = true;
  };
  const show = () => {
    if (!isHeld(list)) return settle();
    newer.hidden = !waiting.size;
    newer.textContent = say("newer", { n: waiting.size });
  };
  const take = () => {
    if (wantsPage) return (wantsPage = false);
    const ids = [...wanted].slice(0, MOST);
    ids.forEach((id) => wanted.delete(id));
    return ids;
  };
  const want = (ids) => (ids ? ids.forEach((id) => wanted.add(id)) : (wantsPage = true));
  /** One request at a time: a slow answer must not undo what a later one has said. */
  const askAll = async () => {
    for (let failures = 0; list.isConnected && (wantsPage || wanted.size); ) {
      const ids = take();
      try {
        want(ids ? await fetchRows(list, ids, waiting) : await fetchFirstPage(list, waiting));
        failures = 0;
        show();
      } catch (refusal) {
        if (await mayAskAgain(refusal, failures++)) want(ids);
      }
    }
  };
  const look = async ({ detail }) => {
    if (detail.everything) [wantsPage] = [true, wanted.clear()];
    want(whatIsNews(list, detail).filter((id) => !waiting.has(id) || detail.versions.has(id)));
    if (isAsking) return;
    isAsking = true;
    await askAll().finally(() => (isAsking = false));
  };
  const free = () => setTimeout(() => waiting.size && !isHeld(list) && settle(), 150);
  document.addEventListener("live:rows", look);
  return every(
    () => document.removeEventListener("live:rows", look),
    () => newer.remove(),
    on(newer, "click", settle),
    on(list, "pointerleave", free),
    on(list, "focusout", free),
    on(list, "htmx:afterSwap", () => dropDoubles(list)),
  );
});
