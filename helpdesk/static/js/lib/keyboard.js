/* Which keys do what. Elements say it themselves:
     data-key="r"  or "mod shift l", "g i" (one after the other)
     data-key-label="Reply"  data-key-group="On a ticket"      both are needed for the help behind "?"
     data-key-does="focus"   instead of a click
   Scripts use register(). Single keys are off while typing, and can be switched off altogether. */
import { all, isTyping, isVisible, one } from "./dom.js";
import { leave, reach, sendsAtOnce, showsList } from "./reaching.js";
import { recall, remember } from "./store.js";

const SINGLE_KEYS_OFF = "keys.single.off";
const SEQUENCE_MS = 1200;
const REST_MS = 600;
const LETTER = /^(shift )?[a-il-y]$/; // but for J, K and Z, which change nothing or take back: who is fast may use them at once
const CHOOSING = /^(.|space|up|down|home|end|pageup|pagedown|enter)$/;
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const registered = new Set();
let waiting = { keys: "", until: 0 };
let hushed = 0; // until when letters are no keys

/** {keys, label, group, run(event), when?, whileTyping?}; returns what takes it back. */
export function register(shortcut) {
  registered.add(shortcut);
  return () => registered.delete(shortcut);
}

/** Somebody was writing a moment ago, and may not know yet that the text has gone: letters are no keys until the hands have rested. */
export const hush = () => (hushed = Date.now() + REST_MS);

export const singleKeysOn = () => recall(SINGLE_KEYS_OFF) !== true;
export const switchSingleKeys = (on) => remember(SINGLE_KEYS_OFF, on ? null : true);

/** What the page offers now: [{keys, label, group}], each once. */
export function offered() {
  const found = [];
  for (const element of all("[data-key][data-key-label]")) {
    if (!element.closest("[hidden], [aria-disabled=true], :disabled")) {
      found.push({ keys: element.dataset.key, label: element.dataset.keyLabel, group: element.dataset.keyGroup ?? "" });
    }
  }
  for (const shortcut of registered) if (shortcut.label && holds(shortcut)) found.push(shortcut);
  const seen = new Set();
  return found.filter(({ keys, label }) => !seen.has(keys + label) && seen.add(keys + label));
}

export function capOf(key, caps) {
  if (isMac && { mod: "⌘", alt: "⌥" }[key]) return { mod: "⌘", alt: "⌥" }[key];
  return caps[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

// A menu, a dialog and the composer have an Escape of their own.
register({ keys: "escape", whileTyping: true, when: (event) => event && isTyping(event.target) && !event.target.closest(".comp, [popover]"), run: ({ target }) => leave(target) });

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat && event.key === "Enter") return;
  const pressed = nameOf(event);
  if (!pressed || isStillWritten(pressed, event)) return;
  const sequence = waiting.until > Date.now() ? `${waiting.keys} ${pressed}` : "";
  const found = (sequence && match(sequence, event)) || match(pressed, event);
  if (found) {
    waiting = { keys: "", until: 0 };
    event.preventDefault();
    found.run(event);
  } else if (!isWriting(event.target) && begins(pressed)) {
    waiting = { keys: pressed, until: Date.now() + SEQUENCE_MS };
  } else if (sendsAtOnce(event.target) && CHOOSING.test(pressed)) {
    event.preventDefault();
    showsList(event.target);
  }
});

function match(keys, event) {
  const isPlain = !/\b(mod|alt)\b/.test(keys) && !/^(F\d+|escape)$/i.test(keys);
  const typing = isWriting(event.target);
  if (isPlain && !typing && !singleKeysOn()) return null;
  const inDialog = one("dialog[open]");
  for (const shortcut of registered) {
    const fits = shortcut.keys === keys && (!typing || shortcut.whileTyping || !isPlain) && holds(shortcut, event);
    if (fits && !inDialog) return shortcut;
  }
  if ((isPlain && typing) || inDialog) return null;
  const element = all(`[data-key="${CSS.escape(keys)}"]`).find((candidate) => isInReach(candidate) && !candidate.closest("[aria-disabled=true]"));
  return element && { run: () => (element.dataset.keyDoes === "focus" ? reach(element) : element.click()) };
}

/** On a narrower page the views are links in a menu: they lead there without it being opened. */
const isInReach = (element) => isVisible(element) || element.matches("[popover]:not(:popover-open) a");

function isStillWritten(pressed, { target }) {
  if (Date.now() > hushed || isWriting(target) || !LETTER.test(pressed)) return false;
  return Boolean(hush());
}

function begins(pressed) {
  return singleKeysOn() && Boolean(one(`[data-key^="${CSS.escape(pressed)} "]`));
}

/** Letters on a shut list that sends at once are keys like everywhere, not a choice by first letter. */
const isWriting = (target) => isTyping(target) && !sendsAtOnce(target);

const holds = (shortcut, event) => !shortcut.when || shortcut.when(event);

function nameOf(event) {
  const key = { " ": "space", ArrowUp: "up", ArrowDown: "down" }[event.key] ?? event.key;
  if (["Shift", "Control", "Alt", "Meta", "Dead", "AltGraph", "CapsLock"].includes(key)) return "";
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const isLetter = /^[a-z]$/i.test(key);
  const shifted = event.shiftKey && (isLetter || key.length > 1);
  if ((isMac ? event.ctrlKey : event.metaKey) || (event.altKey && !mod)) return "";
  return [mod && "mod", event.altKey && "alt", shifted && "shift", key.length > 1 && !/^F\d/.test(key) ? key.toLowerCase() : isLetter ? key.toLowerCase() : key].filter(Boolean).join(" ");
}
