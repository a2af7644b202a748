/* htmx, idiomorph, late.js and the styles of an open ticket come when they are needed: at once where a page asks for a part by
   itself (hx-trigger="load"), else with the first sign that somebody will use the page. Until then links and forms work as links
   and forms. */
import { make, on, one, tell } from "./dom.js";

const SOON = ["pointerover", "pointerdown", "touchstart", "keydown", "focusin"];
const BY_THEMSELVES = "[data-behaviour~=composer], [hx-trigger*=load], [hx-trigger*=revealed], [hx-trigger*=intersect], [hx-trigger*=every]";

let loading = null;

/** Resolves when `htmx` and `Idiomorph` are there, and on a list what a ticket looks like. */
export function ready() {
  loading ??= fetchAll().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** The script comes last, for it must not come twice; styles that do are taken from the cache. */
async function fetchAll() {
  const styles = one("meta[name=late-styles]");
  if (styles) await load(make("link", { rel: "stylesheet", href: styles.content }));
  await load(make("script", { src: one("meta[name=htmx-script]").content }));
  catchUp();
}

function load(file) {
  return new Promise((resolve, reject) => {
    file.addEventListener("load", resolve);
    file.addEventListener("error", reject);
    document.head.append(file);
  });
}

export function startHtmx() {
  const go = () => {
    for (const sign of SOON) removeEventListener(sign, go, true);
    ready().catch(() => {});
  };
  if (one(BY_THEMSELVES)) go();
  else for (const sign of SOON) addEventListener(sign, go, { capture: true, passive: true });
  on(document, "live:message", hearOffer);
}

/** Until live/offers.js is there: a page that nobody has touched since its team began to ask. */
function hearOffer({ detail }) {
  if (window.htmx || !detail.kind?.startsWith("ticket.offered")) return;
  ready().then(() => tell("offers:changed"), () => {});
}

function catchUp() {
  // Between "interactive" and "complete" htmx would wait for an event that has been and gone.
  if (document.readyState !== "complete") document.dispatchEvent(new Event("DOMContentLoaded"));
  // A menu that was opened meanwhile has told nobody yet.
  for (const menu of document.querySelectorAll("[hx-get]:popover-open")) {
    menu.dispatchEvent(new ToggleEvent("toggle", { oldState: "closed", newState: "open" }));
  }
}
