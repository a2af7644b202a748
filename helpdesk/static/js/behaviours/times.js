/* <time data-ago="milliseconds">: "now", "10 min", "08.41", "Wed", "19 Nov", kept true while the page is open.
   The server has drawn the same (helpdesk/marks/times.py). Hours and days come from the server's time zone of the agent,
   so this goes on only while minutes count, and leaves the rest to the next answer of the server. */
import { all } from "../lib/dom.js";
import { serverNow } from "../lib/server_time.js";
import { say } from "../lib/words.js";

const MINUTE = 60_000;
const EVERY = 20_000;

function tick() {
  const now = serverNow();
  for (const time of all("time[data-ago]")) {
    const minutes = Math.floor((now - Number(time.dataset.ago)) / MINUTE);
    if (minutes < 60) time.textContent = minutes < 1 ? say("now") : say("minutes", { n: minutes });
    else if (time.dateTime && minutes < 24 * 60 && "wasMinutes" in time.dataset) time.textContent = clockTime(time);
    if (minutes < 60) time.dataset.wasMinutes = "";
  }
}

/** The tooltip already holds the moment in the agent's zone: "22 Nov, 08.41". */
function clockTime(time) {
  return /\d\d\.\d\d$/.exec(time.title)?.[0] ?? time.textContent;
}

export function startTimes() {
  setInterval(tick, EVERY);
  document.addEventListener("page:morphed", tick);
}
