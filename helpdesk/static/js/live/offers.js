/* Whenever an offer to the agent may have come or gone, offers:changed on the document: #offers is asked for anew, at most once a
   second. That its time is up the socket says too, but a push may get lost: so it is also asked for then. The title says it as well,
   for who has another tab before them. A page whose agent was in no team that asks when it was drawn ([data-asked]) asks once the
   socket says that something is offered (also lib/htmx.js), or something was missed: the team may ask by now. */
import { one } from "../lib/dom.js";
import { serverNow } from "../lib/server_time.js";

const OFFERED = /^ticket\.offered/;
const ENDS = /^ticket\.(offer_|assigned|transferred|resolved|closed)/;
const SETTLES = 100;
const PAUSE = 1_000;
const LATE = 2_500; // the sweep comes each second

let timer = 0;
let alarm = 0;
let asked = 0;
let mark = "";

document.addEventListener("live:message", ({ detail }) => {
  const kind = detail.type === "changed" ? (detail.kind ?? "") : "";
  if (OFFERED.test(kind) || (ENDS.test(kind) && one("#offers > section"))) plan();
});
for (const event of ["live:full", "live:changed"]) document.addEventListener(event, plan);
document.addEventListener("live:open", () => one("#offers[data-asked]") && plan());
for (const event of ["htmx:load", "htmx:afterSwap"]) document.addEventListener(event, look);

function plan() {
  if (timer || !one("#offers")) return;
  timer = setTimeout(tell, Math.max(SETTLES, asked + PAUSE - Date.now()));
}

function tell() {
  timer = 0;
  asked = Date.now();
  document.dispatchEvent(new CustomEvent("offers:changed"));
}

function look() {
  const ends = one("#offers time[data-until]");
  clearTimeout(alarm);
  if (ends) alarm = setTimeout(plan, Math.max(0, Number(ends.dataset.until) - serverNow()) + LATE);
  const title = document.title.startsWith(mark) ? document.title.slice(mark.length) : document.title;
  mark = ends ? `${one("#offers b").textContent} · ` : "";
  if (document.title !== mark + title) document.title = mark + title;
}
