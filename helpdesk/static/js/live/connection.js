/* How fresh the page is: a dot after 3 s without a socket, a bar after 15 s, and what was missed once it is back.
   The cursor comes from reads only (ADR 0003): asking again from it finds what no push told.
   Events: live:changed {tickets: [ids]}, live:full (too much happened: look at everything anew). It hears live:signed_out. */
import { announce } from "../lib/announce.js";
import { all, one, tell } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { hearServerTime } from "../lib/server_time.js";
import { clockTime } from "../lib/when.js";
import { say } from "../lib/words.js";
import { endSocket, isOpen, reconnectNow } from "./socket.js";

const DOT_AFTER = 3_000;
const BAR_AFTER = 15_000;
const POLL_EVERY = 20_000;
const CHECK_EVERY = 90_000; // with a socket: a push may be lost
const RIGHTS_WAIT = 1_000;

let url = "";
let cursor = "";
let freshAt = Date.now();
let lostAt = 0;
let asking = false;
let gone = false; // signed out: nothing more to ask
let isBarSaid = false;

export function watchConnection(app) {
  url = app.dataset.since;
  cursor = app.dataset.cursor ?? "";
  document.addEventListener("live:message", ({ detail }) => hear(detail));
  document.addEventListener("live:closed", ({ detail }) => {
    lostAt ||= Date.now();
    if (detail.notAllowed) setTimeout(() => catchUp({ everything: true }), RIGHTS_WAIT);
  });
  document.addEventListener("live:signed_out", () => gone || sayGone(say("signed_out")));
  one("[data-connection-retry]")?.addEventListener("click", () => {
    reconnectNow();
    catchUp();
  });
  one("[data-connection-reload]")?.addEventListener("click", () => location.reload());
  setInterval(draw, 1000);
  setInterval(() => isOpen() || (lostAt && Date.now() - lostAt > BAR_AFTER && catchUp()), POLL_EVERY);
  setInterval(() => isOpen() && !document.hidden && catchUp(), CHECK_EVERY + Math.random() * 10_000);
}

function hear(words) {
  if (words.at) hearServerTime(words.at);
  freshAt = Date.now();
  if (words.type !== "hello") return;
  lostAt = 0;
  draw();
  if (isBarSaid) announce(say("connected"));
  isBarSaid = false;
  if (cursor) catchUp();
  else cursor = words.cursor;
}

async function catchUp({ everything = false } = {}) {
  if (asking || gone || !url || !cursor) return;
  asking = true;
  try {
    const shown = all("[data-ticket]").map(({ dataset }) => dataset.ticket);
    const query = new URLSearchParams({ cursor, shown: [...new Set(shown)].join(",") });
    const answer = await (await ask(`${url}?${query}`)).json();
    cursor = answer.cursor;
    freshAt = Date.now();
    if (answer.full || everything) tell("live:full");
    else if (answer.tickets.length) tell("live:changed", { tickets: answer.tickets });
  } catch (refusal) {
    if (refusal.status === 401) sayGone(refusal.message);
    if (refusal.status === 400) [cursor] = ["", tell("live:full")];
  } finally {
    asking = false;
    draw();
  }
}

function state() {
  const away = lostAt ? Date.now() - lostAt : 0;
  if (gone || away > BAR_AFTER) return "stale";
  return away > DOT_AFTER ? "lost" : "live";
}

function draw() {
  const app = one("#app");
  if (!app) return;
  const now = state();
  if (document.body.dataset.connection !== now) document.body.dataset.connection = now;
  const words = one("[data-connection-words]");
  if (now === "stale" && !gone && words) {
    const text = say("data_of", { time: clockTime(freshAt) });
    if (words.textContent !== text) words.textContent = text;
    if (!isBarSaid) announce(text);
    isBarSaid = true;
  }
}

function sayGone(text) {
  gone = true;
  endSocket();
  const words = one("[data-connection-words]");
  if (words) words.textContent = text;
  one("[data-connection-retry]")?.setAttribute("hidden", "");
  one("[data-connection-reload]")?.removeAttribute("hidden");
  announce(text);
}
