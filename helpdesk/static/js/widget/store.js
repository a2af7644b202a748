/* What this browser remembers, under names of its own in the page's storage. A full or forbidden store is no
   reason to stop: then it is remembered until the page is left. Never what others wrote: machines are shared. */
import { KEY, TAG } from "./tag.js";

const OURS = `alur.${KEY}.`;
const COOKIE = `alur_${KEY}`;
const TOKEN_DAYS = 180;
const memory = new Map();

function usable(kind) {
  try {
    const found = globalThis[kind];
    found.setItem(`${OURS}probe`, "1");
    found.removeItem(`${OURS}probe`);
    return found;
  } catch {
    return null;
  }
}

const kept = { in: usable("localStorage") ?? usable("sessionStorage") };

export function recall(name) {
  try {
    return memory.get(name) ?? JSON.parse(kept.in?.getItem(OURS + name) ?? "null") ?? fromCookie(name);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  memory.delete(name);
  try {
    if (value === null) kept.in?.removeItem(OURS + name);
    else if (kept.in) kept.in.setItem(OURS + name, JSON.stringify(value));
    else memory.set(name, value);
  } catch {
    memory.set(name, value);
  }
  if (name === "token") toCookie(value);
}

/** Names that begin so, in order. */
export function named(prefix) {
  const stored = kept.in ? Object.keys(kept.in).filter((name) => name.startsWith(OURS)) : [];
  const names = new Set([...stored.map((name) => name.slice(OURS.length)), ...memory.keys()]);
  return [...names].filter((name) => name.startsWith(prefix)).sort();
}

export function forgetAll() {
  for (const name of named("")) remember(name, null);
}

/** The visitor does not want to be remembered: what is there goes, what comes stays in this page. */
export function rememberNothing({ andForget = true } = {}) {
  const held = named("").map((name) => [name, recall(name)]);
  if (andForget) forgetAll();
  kept.in = null;
  for (const [name, value] of held) memory.set(name, value);
}

/** Another tab of this site has changed something: listener(name, value). */
export function onOtherTab(listener) {
  addEventListener("storage", (event) => {
    if (kept.in && event.storageArea === kept.in && event.key?.startsWith(OURS)) {
      listener(event.key.slice(OURS.length), recall(event.key.slice(OURS.length)));
    }
  });
}

/* Only where the site asks for it (data-cookie-domain): www. and shop. are then one visitor. */
function toCookie(value) {
  if (!TAG.cookieDomain || !kept.in) return;
  const age = value === null ? 0 : TOKEN_DAYS * 86_400;
  document.cookie = `${COOKIE}=${value ?? ""}; Domain=${TAG.cookieDomain}; Path=/; Max-Age=${age}; Secure; SameSite=Lax`;
}

function fromCookie(name) {
  if (name !== "token" || !TAG.cookieDomain) return null;
  const found = document.cookie.split("; ").find((one) => one.startsWith(`${COOKIE}=`));
  return found?.slice(COOKIE.length + 1) || null;
}
