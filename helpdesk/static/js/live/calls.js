/* The agent's own call (#calls) is asked for anew whenever a call of theirs may have changed: calls:changed on the document. */
import { one } from "../lib/dom.js";

const ABOUT = /^(call|ticket\.(assigned|unassigned|transferred)|reply\.sent)/;
const SETTLES = 150;

let timer = 0;

export function startCalls() {
  if (!one("#calls")) return;
  document.addEventListener("live:message", ({ detail }) => {
    if (detail.type === "presence" || (detail.type === "changed" && ABOUT.test(detail.kind ?? ""))) plan();
  });
  for (const event of ["live:full", "live:changed", "live:open"]) document.addEventListener(event, plan);
}

function plan() {
  clearTimeout(timer);
  timer = setTimeout(() => document.dispatchEvent(new CustomEvent("calls:changed")), SETTLES);
}
