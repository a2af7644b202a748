/* Who is there. This page says that its agent lives (every 15 s, from a worker: a hidden tab counts too), which tickets it
   shows, which one is looked at (after 2 s) and whether somebody types. It draws what others say:
     [data-presence-of="<agent>"]  a dot     [data-presence-words="<agent>"]  its word
     [data-viewers="<ticket>"]     "Maya is viewing", empty when nobody else is; .tick[data-…] rows show who is replying */
import { all, make, one } from "../lib/dom.js";
import { say, wordsOf } from "../lib/words.js";
import { send } from "./socket.js";

const TYPING_SHOWN = 6_000;
const VIEWING_SHOWN = 45_000; // the server says it again at each beat
const WATCH_PAUSE = 400;

const typing = new Map(); // ticket → {words, until}
const viewing = new Map(); // likewise; what the server draws again says nothing of either
let watched = "";
let timer = 0;
let me = 0;

export function startPresence(app) {
  me = Number(app.dataset.agent);
  if (app.dataset.ticker) new Worker(app.dataset.ticker).addEventListener("message", () => send({ type: "beat" }));
  document.addEventListener("live:open", () => {
    watched = "";
    viewing.clear();
    send({ type: "beat" });
    watchShown();
  });
  document.addEventListener("live:message", ({ detail }) => {
    if (detail.type === "presence") drawPresence(detail);
    if (detail.type === "viewing") drawViewers(detail);
  });
  for (const event of ["page:morphed", "htmx:load"]) document.addEventListener(event, watchShown);
  for (const event of ["page:morphed", "htmx:load"]) document.addEventListener(event, drawBoth);
  setInterval(drawBoth, 1000);
}

function watchShown() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const tickets = [...new Set(all("[data-ticket]").map(({ dataset }) => Number(dataset.ticket)))].sort((a, b) => a - b).slice(0, 300);
    if (tickets.join() === watched) return;
    watched = tickets.join();
    send({ type: "watch", tickets });
  }, WATCH_PAUSE);
}

function drawPresence({ agent, status }) {
  for (const dot of all(`[data-presence-of="${agent}"]`)) dot.className = `pr pr-${status}`;
  for (const words of all(`[data-presence-words="${agent}"]`)) words.textContent = wordsOf("presence")[status] ?? "";
  if (agent !== me) return;
  for (const option of all("#me-menu [name=status]")) option.setAttribute("aria-checked", option.value === status);
}

function drawViewers({ ticket, agents }) {
  const others = agents.filter(({ id }) => id !== me);
  const writer = others.find(({ typing: kind }) => kind);
  note(typing, ticket, writer && say(writer.typing === "note" ? "is_noting" : "is_replying", { name: first(writer.name) }), TYPING_SHOWN);
  note(viewing, ticket, others.length && say(others.length > 1 ? "are_viewing" : "is_viewing", { name: first(others[0].name), n: others.length - 1 }), VIEWING_SHOWN);
  drawBoth();
}

function note(known, ticket, words, shown) {
  if (words) known.set(ticket, { words, until: Date.now() + shown });
  else known.delete(ticket);
}

function drawBoth() {
  const now = Date.now();
  for (const known of [typing, viewing]) for (const [ticket, { until }] of known) if (until < now) known.delete(ticket);
  for (const place of all("[data-viewers]")) {
    const ticket = Number(place.dataset.viewers);
    const words = (typing.get(ticket) ?? viewing.get(ticket))?.words ?? "";
    if (place.textContent !== words) place.replaceChildren(...(typing.has(ticket) ? [dots(), make("span", { class: "clip" }, words)] : [words]));
  }
  for (const row of all(".tick")) {
    const words = typing.get(Number(row.closest("[data-ticket]")?.dataset.ticket))?.words ?? "";
    if ((row.dataset.typing ?? "") === words) continue;
    if (words) row.dataset.typing = words;
    else delete row.dataset.typing;
    const live = one(".tick-live", row);
    if (live) live.replaceChildren(...(words ? [dots(), words] : []));
  }
}

const first = (name) => name.split(" ")[0];
const dots = () => make("span", { class: "typing", "aria-hidden": "true" }, make("i"), make("i"), make("i"));
