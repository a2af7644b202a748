/* data-behaviour="counts" data-counts-url="…": keeps the numbers beside lists true, with one small request.
     [data-count="mine"]   a number; [data-pressing] is red while it is not nought      [data-unheard]   shown while notifications wait */
import { behaviour } from "../lib/behaviours.js";
import { all, every, on } from "../lib/dom.js";
import { ask } from "../lib/http.js";

const PAUSE = 2_000; // between two requests; the server counts at most once a second
const SETTLES = 1_000;

behaviour("counts", (pane) => {
  let timer = 0;
  let dueAt = 0;
  let last = 0;
  const fetchNow = async () => {
    timer = 0;
    last = Date.now();
    try {
      draw(await (await ask(pane.dataset.countsUrl)).json());
    } catch {
      // the next hint asks again
    }
  };
  /** Never later than planned before: hints may come for ever. */
  const plan = (wait = SETTLES) => {
    const at = Math.max(Date.now() + wait, last + PAUSE);
    if (document.hidden || (timer && dueAt <= at)) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(fetchNow, at - Date.now());
  };
  const hear = ({ detail }) => ["counts", "notified"].includes(detail.type) && plan();
  const hints = { "live:message": hear, "live:changed": () => plan(), "live:full": () => plan(), visibilitychange: () => plan(0), "page:unread": () => plan(0) };
  plan(0);
  return every(() => clearTimeout(timer), ...Object.entries(hints).map(([name, hint]) => on(document, name, hint)));
});

function draw({ counts, unread }) {
  for (const place of all("[data-count]")) {
    const number = counts[place.dataset.count] ?? 0;
    if (place.textContent !== String(number)) place.textContent = number;
    if ("pressing" in place.dataset) place.classList.toggle("n-bad", number > 0);
  }
  for (const dot of all("[data-unheard]")) dot.hidden = !unread;
}
