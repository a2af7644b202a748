/* How long a reply is, as the chosen channel counts it: [data-length] says so when it becomes several messages, or too long. */
import { every, on, one } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { limitsOf } from "./limits.js";
import { textMessages } from "./text_messages.js";

const SIZES = { signs: (text) => [...text].length, utf16: (text) => text.length, utf8: (text) => new TextEncoder().encode(text).length };

function paid(text, letters) {
  const { n, left, rare } = textMessages(text, letters);
  return say(rare ? "text_messages_rare" : "text_messages", { n, left, letter: rare });
}

export function showLength(composer) {
  const { form, area } = composer;
  const place = one("[data-length]", form);
  if (!place) return () => {};
  const show = () => {
    const limits = limitsOf(form);
    const size = limits ? SIZES[limits.unit](area.value.trim()) : 0;
    const isTooLong = limits && size > limits.text;
    const parts = limits?.part ? Math.ceil(size / limits.part) : 1;
    const isPaid = Boolean(limits?.letters) && size > 0;
    place.hidden = form.dataset.kind !== "reply" || !(isTooLong || parts > 1 || isPaid);
    place.classList.toggle("c-bad", Boolean(isTooLong));
    if (place.hidden) return;
    if (isTooLong) place.textContent = say("text_too_long", { n: size, most: limits.text });
    else place.textContent = isPaid ? paid(area.value.trim(), limits.letters) : say("in_parts", { n: parts });
  };
  show();
  return every(
    on(area, "input", show),
    on(document.body, "htmx:afterSwap", show), // another channel counts otherwise
    on(document, "composer:sent", () => setTimeout(show)),
  );
}
