/* Whenever a call may have changed, calls:changed on the document: the agent's own call (#calls) and the page of those who lead
   (#calls-page) are asked for anew then, at most once a second. */
import { one } from "../lib/dom.js";

const ABOUT = /^(call|ticket\.(assigned|unassigned|transferred)|reply\.sent)/;
const SETTLES = 150;
const PAUSE = 1_000;

let timer = 0;
let asked = 0;

document.addEventListener("live:message", ({ detail }) => {
  const { type, kind } = detail;
  if (type === "presence" || type === "called" || (type === "changed" && ABOUT.test(kind ?? ""))) plan();
});
for (const event of ["live:full", "live:changed", "live:open"]) document.addEventListener(event, plan);

function plan() {
  if (timer || !one("#calls, #calls-page")) return;
  timer = setTimeout(tell, Math.max(SETTLES, asked + PAUSE - Date.now()));
}

function tell() {
  timer = 0;
  asked = Date.now();
  document.dispatchEvent(new CustomEvent("calls:changed"));
}
