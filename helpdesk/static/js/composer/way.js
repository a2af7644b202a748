/* By which channel a reply goes. The server draws #reply-to and #reply-way anew for another one (templates/tickets/_reply_to.html).
     data-behaviour="window" data-closes="<ms>"   counts down to when words may go no more, then asks for what may
     data-behaviour="fill"                        <input data-fills="body-1"> shows in <mark data-filled="body-1"> */
import { announce } from "../lib/announce.js";
import { behaviour } from "../lib/behaviours.js";
import { all, on, one } from "../lib/dom.js";
import { serverNow } from "../lib/server_time.js";
import { shortSpan } from "../lib/spans.js";
import { say } from "../lib/words.js";

export const isShut = (form) => Boolean(one("#reply-way[data-shut]", form));
/** Chosen instead of the usual one; none: null. */
export const channelOf = (form) => Number(one("#reply-way [name=channel]", form)?.value) || null;
export const templateOf = (form) => one("#reply-way [name=template]", form)?.value ?? "";
/** What stands in the way of sending: a template that is not chosen, a value that is not filled in. */
export function missing(form) {
  const chosen = templateOf(form);
  if (!chosen && (isShut(form) || one("#reply-way[data-templates]", form))) return { words: say("window_shut") };
  const field = chosen && all("#reply-way [data-fills]", form).find((one) => !one.value.trim());
  return field ? { words: say("empty"), field } : null;
}
/** Something is there that goes with one message only. */
export const isChosen = (form) => all("#reply-way [name]", form).some((field) => field.value);
/** As the server says it now: after a reply went, or was refused. */
export const asUsual = (form) => one("#reply-to", form)?.dispatchEvent(new Event("way:again"));

const SOON = 60 * 60;

behaviour("window", (span) => {
  const closes = Number(span.dataset.closes);
  const timer = setInterval(tick, 1000);
  function tick() {
    const left = (closes - serverNow()) / 1000;
    span.classList.toggle("win-soon", left < SOON);
    if (left > 0) return (one("time", span).textContent = shortSpan(left));
    clearInterval(timer);
    announce(say("window_shut"));
    return span.dispatchEvent(new Event("way:shut"));
  }
  tick();
  return () => clearInterval(timer);
});

behaviour("fill", (part) => {
  const fill = (input) => {
    for (const mark of all(`[data-filled="${CSS.escape(input.dataset.fills)}"]`, part)) mark.textContent = input.value.trim() || `{{${input.dataset.fills.split("-").at(-1)}}}`;
  };
  all("[data-fills]", part).forEach(fill);
  return on(part, "input", "[data-fills]", (_event, input) => fill(input));
});
