/* data-behaviour="ticket" data-ticket="12" on the open conversation: tells others who looks at it, and marks its row.
   data-seen-url: a POST there says that its newest messages were looked at. */
import { behaviour } from "../lib/behaviours.js";
import { all, every, isVisible, on, one } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { show } from "../behaviours/panes.js";
import { send } from "./socket.js";

const LOOKS_AFTER = 2_000;
const STILL_LOOKS = 20_000; // the server forgets after 45 s
const TYPES_EVERY = 2_500;
const TYPED_UNTIL = 4_000;

behaviour("ticket", (pane) => {
  const ticket = Number(pane.dataset.ticket);
  let typedAt = 0;
  let toldAt = 0;
  let seen = "";
  // On a phone the list may be in front of it.
  const isLookedAt = () => !document.hidden && isVisible(pane);
  const look = () => isLookedAt() && send({ type: "viewing", ticket });
  const see = () => {
    const newest = one("[data-last-message]", pane)?.dataset.lastMessage ?? "";
    if (!isLookedAt() || !pane.dataset.seenUrl || !newest || newest === seen) return;
    seen = newest;
    ask(pane.dataset.seenUrl, { method: "POST" }).catch(() => (seen = ""));
  };
  const types = (event) => {
    if (!event.target.matches("textarea[data-types]")) return;
    typedAt = Date.now();
    if (typedAt - toldAt < TYPES_EVERY) return;
    toldAt = typedAt;
    send({ type: "typing", ticket, kind: event.target.form.dataset.kind });
  };
  const stopped = () => {
    if (toldAt && Date.now() - typedAt > TYPED_UNTIL) [toldAt] = [0, look()];
  };
  const wakes = () => (isLookedAt() ? [look(), see()] : send({ type: "left", ticket }));
  const begin = setTimeout(() => [look(), see()], LOOKS_AFTER);
  const timers = [setInterval(look, STILL_LOOKS), setInterval(stopped, 1000)];
  document.addEventListener("live:open", look);
  document.addEventListener("page:morphed", see);
  document.addEventListener("visibilitychange", wakes);
  document.addEventListener("page:pane", wakes);
  markRow(pane.dataset.ticket);
  return every(
    () => clearTimeout(begin),
    () => timers.forEach(clearInterval),
    () => document.removeEventListener("live:open", look),
    () => document.removeEventListener("page:morphed", see),
    () => document.removeEventListener("visibilitychange", wakes),
    () => document.removeEventListener("page:pane", wakes),
    () => send({ type: "left", ticket }),
    on(pane, "input", types),
  );
});

function markRow(ticket) {
  for (const link of all(".tick[aria-current]")) link.removeAttribute("aria-current");
  const link = one(`[data-rows-url] [data-ticket="${ticket}"] .tick`);
  link?.setAttribute("aria-current", "true");
  link?.scrollIntoView({ block: "nearest" });
  const app = one("#app");
  if (app?.dataset.pane === "list") show(app, "thread");
}
