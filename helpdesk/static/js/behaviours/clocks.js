/* One tick for every deadline on the page. The server says when something is due and how it stands; this counts down to it,
   and alone it only finds that it is too late. Bars count working time and stand still while nobody works.
     .sla[data-due][data-state]   and .flow and .track likewise (milliseconds; helpdesk/marks/clocks.py draws them)
     data-target, data-used (seconds of working time), data-ahead="from-until …" (milliseconds: when the next of it counts)
   A clock in an element with data-announces says it when it becomes amber or red. */
import { announce } from "../lib/announce.js";
import { afterPaint, all, one } from "../lib/dom.js";
import { serverNow } from "../lib/server_time.js";
import { shortSpan } from "../lib/spans.js";
import { say } from "../lib/words.js";

const PERCENT_LEFT = { ok: 100, at_risk: 25, breached: 0 };
const said = new WeakMap(); // the state a clock was last seen in

function tick() {
  if (document.hidden) return;
  const now = serverNow();
  for (const clock of all("[data-due]")) draw(clock, now);
}

function draw(clock, now) {
  const left = (Number(clock.dataset.due) - now) / 1000;
  if (left <= 0 && clock.dataset.state !== "breached") clock.dataset.state = "breached";
  tell(clock, clock.dataset.state);
  const percent = percentLeft(clock.dataset, now);
  if (clock.matches(".flow")) {
    set(one(".fg", clock), "width", 100 - percent);
  } else if (clock.matches(".track")) {
    set(one(".fg", clock), "width", `${100 - percent}%`);
    set(one(".head", clock), "x", `${100 - percent}%`);
  } else {
    set(one(".fg", clock), "stroke-dasharray", `${percent} 100`);
    const text = one("time", clock);
    const words = shortSpan(left);
    if (text && text.textContent !== words) text.textContent = words;
  }
}

export function percentLeft({ state, target, used, ahead }, now) {
  if (!target || state === "breached") return PERCENT_LEFT[state] ?? 100;
  const left = Number(target) - Number(used) - workedSince(ahead, now);
  return Math.max(2, Math.min(100, Math.round((100 * left) / Number(target))));
}

function workedSince(ahead, now) {
  const spans = (ahead || "").split(" ").filter(Boolean).map((span) => span.split("-").map(Number));
  return spans.reduce((sum, [begin, end]) => sum + Math.max(0, Math.min(now, end) - begin) / 1000, 0);
}

function tell(clock, state) {
  const former = said.get(clock);
  said.set(clock, state);
  if (!former || former === state || state === "ok") return;
  if (clock.matches(".sla") && clock.closest("[data-announces]")) announce(say(state));
}

function set(element, name, value) {
  if (element && element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

export function startClocks() {
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
  document.addEventListener("page:morphed", tick);
  document.addEventListener("htmx:load", tick);
  afterPaint(tick); // the server has drawn them a moment ago
}
