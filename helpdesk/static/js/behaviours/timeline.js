/* data-behaviour="timeline" on the scrolling log of a conversation. It stays at the bottom only if it was there; otherwise
   it says below how many messages are new. Inside: [data-last-message="<id>"], the newest one drawn.
   What was really on the screen is kept in data-seen, which the composer sends along (a reply must not cross a new message). */
import { announce } from "../lib/announce.js";
import { behaviour } from "../lib/behaviours.js";
import { all, every, make, on, one } from "../lib/dom.js";
import { say } from "../lib/words.js";

const NEAR = 48; // pixels

behaviour("timeline", (log) => {
  const below = make("button", { type: "button", class: "btn btn-s new-below", hidden: true });
  const brink = make("div", { class: "brink" }, below);
  log.after(brink);
  let wasAtEnd = true;
  let drawn = newest(log);
  const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  const toEnd = () => (log.scrollTop = log.scrollHeight);
  const see = () => {
    if (isAtEnd() && !document.hidden) {
      below.hidden = true;
      log.dataset.seen = newest(log);
    }
  };
  const before = () => (wasAtEnd = isAtEnd());
  const after = () => {
    const count = fresh(log, drawn);
    drawn = newest(log);
    if (wasAtEnd) toEnd();
    else if (count) {
      below.hidden = false;
      below.textContent = say("new_messages", { n: fresh(log, log.dataset.seen) });
    }
    if (count) announce(say("new_in_ticket"));
    see();
  };
  const own = () => {
    wasAtEnd = true; // what one has said oneself is shown, wherever one had read
    toEnd();
  };
  const resized = new ResizeObserver(() => wasAtEnd && toEnd());
  resized.observe(log);
  if (log.firstElementChild) resized.observe(log.firstElementChild);
  toEnd();
  see();
  document.addEventListener("live:before", before);
  document.addEventListener("live:after", after);
  document.addEventListener("visibilitychange", see);
  return every(
    () => resized.disconnect(),
    () => document.removeEventListener("live:before", before),
    () => document.removeEventListener("live:after", after),
    () => document.removeEventListener("visibilitychange", see),
    () => brink.remove(),
    on(document, "composer:sent", ({ detail }) => detail.ticket === one("[data-behaviour~=composer]")?.dataset.ticket && own()),
    on(log, "click", "summary, button", () => (wasAtEnd = false)), // what grows now was opened to be read
    on(log, "htmx:afterSwap", () => dropRepeatedDays(log)),
    on(log, "scroll", () => [before(), see()], { passive: true }),
    on(below, "click", () => {
      log.scrollTo({ top: log.scrollHeight, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
    }),
  );
});

const newest = (log) => one("[data-last-message]", log)?.dataset.lastMessage ?? "";

/** An older page ends on the day that the one below it begins with. */
function dropRepeatedDays(log) {
  const seen = new Set();
  for (const day of all(".day", log)) seen.has(day.id) ? day.remove() : seen.add(day.id);
}

/** Messages of others, newer than the one named. */
const fresh = (log, known) => all("[data-message]:not([data-mine])", log).filter(({ dataset }) => Number(dataset.message) > Number(known || 0)).length;
