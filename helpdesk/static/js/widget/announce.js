/* Said to those who hear the page: short, and not the same thing again within a minute. */
import { make } from "./dom.js";

const QUIET_MS = 60_000;
const last = { words: "", at: 0 };
const region = make("p", { class: "vh", role: "status" });

export const announcer = () => region;

export function announce(words) {
  if (words === last.words && Date.now() - last.at < QUIET_MS) return;
  Object.assign(last, { words, at: Date.now() });
  region.textContent = "";
  setTimeout(() => (region.textContent = words), 60); // an emptied region is heard anew
}
