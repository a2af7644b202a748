/* One quiet voice for screen readers. */
import { one } from "./dom.js";

export function announce(words) {
  const voice = one("#announcer");
  if (!voice) return;
  voice.textContent = "";
  // The same words twice are said twice only if the region was empty in between.
  requestAnimationFrame(() => (voice.textContent = words));
}
