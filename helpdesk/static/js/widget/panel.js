/* The conversation's window: beside the page on a desktop, over all of it on a phone, where the page is inert. */
import { announce, announcer } from "./announce.js";
import { hear, tell } from "./bus.js";
import { buildComposer, choose, composer, focusComposer, grow } from "./composer.js";
import { asked, buildDetails, focusDetails, isKnown, mustTell } from "./details.js";
import { arrange, make, set } from "./dom.js";
import { feed } from "./feed.js";
import { frame } from "./frame.js";
import { buildHead, drawHead } from "./head.js";
import { buildLog, drawLog, isAtEnd, toEnd } from "./log.js";
import { buildMenu, closeMenu } from "./menu.js";
import { isAsked } from "./rating.js";
import { loadSettings, say, settings } from "./settings.js";
import { buildStatus, drawStatus } from "./status.js";

const PHONE = matchMedia("(max-width: 767px)");
const view = { panel: null, foot: null, status: [], details: null, gate: null, isWritingOn: false, hasAskedAnew: false };

export const isOpen = () => view.panel?.open ?? false;
export const isLooking = () => isOpen() && !document.hidden && isAtEnd();

export function buildPanel(does) {
  const head = buildHead({ menu: buildMenu(does), close: does.close });
  view.status = buildStatus();
  view.foot = make("div", { class: "foot" });
  const by = settings.powered ? make("p", { class: "by" }, say("powered")) : null;
  view.panel = make("dialog", { class: "panel", id: "panel", "aria-labelledby": "who" }, head, buildLog(), view.foot, by, announcer());
  buildComposer();
  view.panel.addEventListener("cancel", (event) => {
    event.preventDefault();
    does.close();
  });
  view.panel.addEventListener("keydown", (event) => event.key === "Escape" && (event.preventDefault(), closeMenu() || does.close()));
  view.panel.addEventListener("dragover", (event) => event.preventDefault());
  view.panel.addEventListener("drop", (event) => (event.preventDefault(), choose([...event.dataTransfer.files])));
  drawPanel();
  return view.panel;
}

export function showPanel({ focuses }) {
  const before = document.activeElement;
  if (PHONE.matches) view.panel.showModal();
  else view.panel.show();
  if (!focuses && !PHONE.matches) leaveFocus(before); // a dialog takes it by itself
  set(frame.root, { "data-open": true });
  fit();
  drawPanel();
  grow();
  toEnd();
  if (focuses) focusFirst();
}

export function hidePanel() {
  view.panel.close();
  set(frame.root, { "data-open": null });
}

export function drawPanel() {
  if (!view.panel) return;
  drawHead();
  drawStatus();
  const wasAtEnd = isAtEnd();
  arrange(view.foot, foot());
  if (wasAtEnd) toEnd();
}

/** One thing at a time stands at the foot: a gate, the form, a way to go on, or the composer. */
function foot() {
  if (view.gate) return [view.gate];
  if (asked().length) return [(view.details ??= details())];
  view.details = null;
  const goOn = isAsked() && isOver() && !view.isWritingOn ? make("button", { type: "button", class: "on", onclick: writeOn }, say("write_again")) : null;
  return goOn ? [goOn] : [...view.status, composer()];
}

function details() {
  if (!asked().every(isKnown) && !view.hasAskedAnew) askAnew();
  return buildDetails();
}

/** What is asked has changed since the page was loaded. */
async function askAnew() {
  view.hasAskedAnew = true;
  if (!(await loadSettings(settings.lang, { cache: "reload" }))) return;
  view.details = null;
  drawPanel();
  if (isOpen()) focusFirst();
}

const isOver = () => ["resolved", "ended"].includes(feed.state?.phase);

function writeOn() {
  view.isWritingOn = true;
  drawPanel();
  focusComposer();
}

function leaveFocus(before) {
  frame.host.shadowRoot.activeElement?.blur();
  before?.focus?.({ preventScroll: true });
}

function focusFirst() {
  if (view.details?.isConnected) focusDetails(view.details);
  else if (composer().isConnected) focusComposer();
  else view.panel.querySelector(".log").focus();
}

/* A phone's keyboard covers the lower half of what a page calls its height. */
function fit() {
  const height = PHONE.matches && globalThis.visualViewport ? `${visualViewport.height}px` : "";
  const top = height ? `${visualViewport.offsetTop}px` : "";
  Object.assign(view.panel.style, { height, top });
}

export function watchPanel() {
  globalThis.visualViewport?.addEventListener("resize", () => isOpen() && fit());
  globalThis.visualViewport?.addEventListener("scroll", () => isOpen() && fit());
  PHONE.addEventListener("change", () => {
    if (!isOpen()) return;
    hidePanel();
    showPanel({ focuses: false });
  });
  document.addEventListener("visibilitychange", () => tell("looked"));
}

const GATES = { sign_in: "gate_sign_in", identity_refused: "gate_sign_in", switched_off: "gate_off", origin_refused: "gate_off" };

hear("gate", ({ code, words }) => {
  view.gate = code ? make("p", { class: "gate", role: "alert" }, GATES[code] ? say(GATES[code]) : words || say("gate_off")) : null;
  drawPanel();
});
hear("details", (said) => {
  mustTell(said);
  view.details = null;
  drawPanel();
  if (isOpen()) focusFirst();
  announce(say("ask"));
});
hear("wrote", () => {
  view.isWritingOn = false;
  drawLog();
  drawPanel();
  toEnd();
  if (isOpen() && composer().isConnected) focusComposer();
});
hear("feed", drawPanel);
hear("rated", drawPanel);
