/* How long a reply is, as the chosen channel counts it: [data-length] says so when it becomes several messages, or too long. */
import { on, one } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { limitsOf } from "./limits.js";

const SIZES = { signs: (text) => [...text].length, utf16: (text) => text.length, utf8: (text) => new TextEncoder().encode(text).length };

export function showLength(composer) {
  const { form, area } = composer;
  const place = one("[data-length]", form);
  if (!place) return () => {};
  const show = () => {
    const limits = limitsOf(form);
    const size = limits ? SIZES[limits.unit](area.value.trim()) : 0;
    const isTooLong = limits && size > limits.text;
    const parts = limits?.part ? Math.ceil(size / limits.part) : 1;
    place.hidden = form.dataset.kind !== "reply" || !(isTooLong || parts > 1);
    place.classList.toggle("c-bad", Boolean(isTooLong));
    if (!place.hidden) place.textContent = isTooLong ? say("text_too_long", { n: size, most: limits.text }) : say("in_parts", { n: parts });
  };
  return on(area, "input", show);
}
