/* <time data-ago="milliseconds">: "now", "10 min", then 08.41, kept true while the page is open. The server has drawn the same
   (helpdesk/marks/times.py); what is older than an hour it has drawn for good.
   <time data-lasts="milliseconds">: 02:41, what is going on since then.
   <time data-until="milliseconds">: 00:23, what is left until then. */
import { afterPaint, all } from "../lib/dom.js";
import { serverNow } from "../lib/server_time.js";
import { shortSpan } from "../lib/spans.js";
import { clockTime } from "../lib/when.js";
import { say } from "../lib/words.js";

const MINUTE = 60_000;
const EVERY = 20_000;
const SECOND = 1_000;

function tick() {
  const now = serverNow();
  for (const time of all("time[data-ago]")) {
    const at = Number(time.dataset.ago);
    const minutes = Math.floor((now - at) / MINUTE);
    if (minutes < 60) draw(time, minutes < 1 ? say("now") : say("minutes", { n: minutes }));
    else if ("young" in time.dataset) draw(time, clockTime(at));
    time.toggleAttribute("data-young", minutes < 60);
  }
}

function count() {
  if (document.hidden) return;
  const now = serverNow();
  for (const time of all("time[data-lasts]")) draw(time, shortSpan(Math.max(0, now - Number(time.dataset.lasts)) / 1000));
  for (const time of all("time[data-until]")) draw(time, shortSpan(Math.max(0, Number(time.dataset.until) - now) / 1000));
}

function draw(time, words) {
  if (time.textContent !== words) time.textContent = words;
}

export function startTimes() {
  setInterval(tick, EVERY);
  setInterval(count, SECOND);
  document.addEventListener("page:morphed", tick);
  afterPaint(tick);
}
