/* The round button on the page, with the number of answers not read yet. */
import { hear } from "./bus.js";
import { icon, make, put, set } from "./dom.js";
import { say } from "./settings.js";

const MOST = 9;
const view = { button: null, count: null, heard: null, n: 0, isOpen: false };

export function buildLauncher(press) {
  view.count = make("span", { class: "count", hidden: true, "aria-hidden": "true" });
  view.heard = make("span", { class: "vh", role: "status" });
  view.button = make("button", { type: "button", class: "bubble", "aria-controls": "panel", onclick: press }, icon("message-circle"), icon("chevron-down"), view.count);
  drawLauncher(false);
  return [view.button, view.heard];
}

export const focusLauncher = () => view.button.focus({ preventScroll: true });

export function drawLauncher(isOpen = view.isOpen) {
  view.isOpen = isOpen;
  const { n } = view;
  const label = isOpen ? say("close") : n ? say("open_new", { n }) : say("open");
  set(view.button, { "aria-expanded": String(isOpen), "aria-label": label, title: isOpen ? null : say("open") });
  view.count.hidden = isOpen || !n;
  put(view.count, n > MOST ? `${MOST}+` : String(n));
}

hear("unread", ({ n }) => {
  if (!view.button) return;
  if (n > view.n && !view.isOpen) put(view.heard, say("new", { n }));
  if (!n) put(view.heard, "");
  view.n = n;
  drawLauncher();
});
