/* What scripts say, in the page's language: helpdesk/marks/words.py fills the template. */
import { one } from "./dom.js";

let known;

function words() {
  known ??= JSON.parse(one("#words")?.content.textContent || "{}");
  return known;
}

/** `say("newer", {n: 3})`. A key that holds [one, many] takes its form from `n`. */
export function say(key, values = {}) {
  let text = words()[key] ?? key;
  if (Array.isArray(text)) text = text[values.n === 1 || values.n === 0 ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const wordsOf = (key) => words()[key];
