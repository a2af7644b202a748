/* How this channel looks and what it says; nothing of it is about the visitor. */
import { tell } from "./bus.js";
import { ask } from "./http.js";
import { TAG } from "./tag.js";

export const settings = { lang: "", words: {} };

/** False: the channel is not there or the server is away, and the page must look as if we were not. */
export async function loadSettings(lang, { cache = "default" } = {}) {
  try {
    Object.assign(settings, await ask(`settings/?lang=${encodeURIComponent(lang)}`, { cache }));
  } catch {
    return false;
  }
  if (TAG.tones) settings.colour = JSON.parse(TAG.tones);
  if (TAG.greeting !== undefined) settings.greeting = TAG.greeting;
  tell("settings");
  return true;
}

/** A word of the server's catalogue. With a number, its form for that number: "ahead.one", "ahead.other". */
export function say(key, values = {}) {
  const { words, lang } = settings;
  const form = "n" in values ? new Intl.PluralRules(lang).select(values.n) : "";
  const text = words[`${key}.${form}`] ?? words[`${key}.other`] ?? words[key] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
