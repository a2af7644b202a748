/* One tick for every deadline on the page. The server says when something is due and what it knew when it drew the page;
   this only counts, and lets grey become amber and amber red.
     .sla[data-due][data-since][data-known]   and .flow likewise (milliseconds; helpdesk/marks/clocks.py draws them)
   A clock in an element with data-announces says it when it becomes amber or red. */
import { announce } from "../lib/announce.js";
import { afterPaint, all, one } from "../lib/dom.js";
import { serverNow } from "../lib/server_time.js";
import { shortSpan } from "../lib/spans.js";
import { say } from "../lib/words.js";

const AT_RISK_SHARE = 0.25;

function tick() {
  if (document.hidden) return;
  const now = serverNow();
  for (const clock of all("[data-due]")) draw(clock, now);
}

function draw(clock, now) {
  const due = Number(clock.dataset.due);
  const since = Number(clock.dataset.since);
  const left = (due - now) / 1000;
  const share = since ? left / ((due - since) / 1000) : 0.5;
  change(clock, stateAt(left, since ? share : 1, clock.dataset.known));
  const percent = left <= 0 ? 0 : Math.max(2, Math.min(100, Math.round(share * 100)));
  if (clock.matches(".flow")) {
    set(one(".fg", clock), "width", 100 - percent);
  } else {
    set(one(".fg", clock), "stroke-dasharray", `${percent} 100`);
    const text = one("time", clock);
    const words = shortSpan(left);
    if (text && text.textContent !== words) text.textContent = words;
  }
}

export function stateAt(left, share, known) {
  if (left <= 0 || known === "breached") return "breached";
  return known === "at_risk" || share <= AT_RISK_SHARE ? "at_risk" : "ok";
}

function change(clock, state) {
  if (clock.dataset.state === state) return;
  clock.dataset.state = state;
  if (clock.matches(".sla") && clock.closest("[data-announces]") && state !== "ok") announce(say(state));
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
