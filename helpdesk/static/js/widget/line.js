/* The way back from the server: a socket, or asking now and then where none comes through.
   Tells: "typing" {name}, "line" {isUp} when it was lost for long enough to be said. */
import { hear, tell } from "./bus.js";
import { catchUp, feed, isRunning, take } from "./feed.js";
import { beacon } from "./http.js";
import { here } from "./page.js";
import { ours } from "./tag.js";
import { mayReturn, say, visit, visitor } from "./visitor.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const SILENCE = 40_000;
const ANSWER = 5_000; // to a beat after a sleep
const SAID_AFTER = 3_000;
const POLL = { open: 3_000, idle: 10_000 };
const SOCKET_AGAIN = 30_000;
const CLOSED = { who: 4401, refused: 4403, restart: 1012, busy: 1013 };
const SPREAD = 2_000; // a server that comes back is found by all its pages
const BUSY_WAIT = { least: 2_000, spread: 8_000 };

const line = { socket: null, wait: FIRST_WAIT, timer: 0, heardAt: 0, lostAt: 0, failures: 0, beat: 25_000, wanted: false, hasWorked: false };
const poll = { timer: 0, isAsking: false, works: false };
const look = { isOpen: false };

export const isUp = () => line.socket?.readyState === WebSocket.OPEN && line.heardAt > 0;
const isSeen = () => look.isOpen && !document.hidden;

/** From now on answers are waited for. */
export function listen() {
  line.wanted = true;
  if (!line.socket) connect();
}

export function sayOnLine(words) {
  if (isUp()) line.socket.send(JSON.stringify(words));
  return isUp();
}

export function showsPanel(isOpen) {
  look.isOpen = isOpen;
  sayOnLine({ type: "look", visible: isSeen(), page: here() });
  if (isOpen) wake();
}

function connect() {
  clearTimeout(line.timer);
  if (!line.wanted || line.socket || !visitor.isKnown) return;
  line.lostAt ||= Date.now();
  const mine = (line.socket = new WebSocket(ours("socket/").replace(/^http/, "ws")));
  line.heardAt = 0;
  const opening = setTimeout(() => lose(mine, 0), ANSWER);
  mine.onopen = () => mine.send(JSON.stringify(hello()));
  mine.onmessage = (event) => {
    if (mine !== line.socket) return;
    clearTimeout(opening);
    obey(JSON.parse(event.data));
  };
  mine.onclose = (event) => lose(mine, event.code);
}

function hello() {
  return { type: "hello", v: 1, token: visitor.token, cursor: feed.cursor, visible: isSeen(), page: here() };
}

function obey(said) {
  line.heardAt = Date.now();
  if (said.type === "hello") {
    Object.assign(line, { wait: FIRST_WAIT, failures: 0, lostAt: 0, hasWorked: true, beat: (said.beat ?? 25) * 1000 });
    tell("line", { isUp: true });
    tell("connected");
  }
  if (said.type === "feed") take(said);
  if (said.type === "typing") tell("typing", { name: said.name });
}

function lose(mine, code) {
  if (mine !== line.socket) return;
  mine.onclose = null;
  mine.close();
  Object.assign(line, { socket: null, heardAt: 0 });
  line.lostAt ||= Date.now();
  line.failures += 1;
  if (code === CLOSED.refused) line.wanted = false;
  if (code === CLOSED.who) visitor.isKnown = false;
  if (!line.wanted) return;
  line.timer = setTimeout(again, waitAfter(code));
  line.wait = Math.min(line.wait * 2, LONGEST_WAIT);
  pollSoon();
}

function waitAfter(code) {
  if (code === CLOSED.restart) return Math.random() * 3_000; // a thousand others come back, too
  if (code === CLOSED.busy) return BUSY_WAIT.least + Math.random() * BUSY_WAIT.spread;
  if (line.failures >= 2 && poll.works) return SOCKET_AGAIN;
  return line.wait + Math.random() * SPREAD;
}

async function again() {
  if (!visitor.isKnown && mayReturn()) await visit().catch(() => {});
  if (visitor.isKnown) connect();
  else if (line.wanted) line.timer = setTimeout(again, line.wait);
}

/* Where no socket comes through. Never while nobody looks. */
function pollSoon() {
  if (poll.timer || isUp() || !line.wanted || !(look.isOpen || isRunning())) return;
  const isSoon = look.isOpen && (isRunning() || line.failures < 3) && !line.hasWorked;
  poll.timer = setTimeout(ask, isSoon ? POLL.open : POLL.idle * (1 + Math.random()));
}

async function ask() {
  clearTimeout(poll.timer);
  poll.timer = 0;
  if (isUp() || document.hidden || poll.isAsking || !visitor.isKnown) return pollSoon();
  poll.isAsking = true;
  try {
    await catchUp();
    poll.works = true;
    line.lostAt = 0;
    tell("line", { isUp: true });
    tell("connected");
  } catch {
    poll.works = false;
    line.lostAt ||= Date.now();
  } finally {
    poll.isAsking = false;
    pollSoon();
  }
}

/** After a sleep a dead line looks open: it must answer, or is cut. */
function wake() {
  if (!line.wanted) return;
  if (!line.socket) {
    line.wait = FIRST_WAIT;
    again();
  } else if (isUp()) probe(line.socket);
}

function probe(mine) {
  const before = line.heardAt;
  mine.send(JSON.stringify({ type: "beat" }));
  setTimeout(() => mine === line.socket && line.heardAt === before && cut(mine), ANSWER);
}

function cut(mine) {
  lose(mine, 0);
  again();
}

function watch() {
  if (isUp() && Date.now() - line.heardAt > SILENCE) cut(line.socket);
  else if (isUp() && Date.now() - line.heardAt > line.beat) line.socket.send('{"type":"beat"}');
  if (line.wanted && line.lostAt && Date.now() - line.lostAt > SAID_AFTER) tell("line", { isUp: false });
}

/* An open socket keeps a browser from keeping the page as it is for the Back button. */
function leave() {
  const { socket } = line;
  if (visitor.isKnown && line.wanted) beacon("leave/", { token: visitor.token });
  line.socket = null;
  socket?.close();
}

export function startLine() {
  setInterval(watch, 1_000);
  addEventListener("online", wake);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && wake());
  document.addEventListener("visibilitychange", () => {
    sayOnLine({ type: "look", visible: isSeen(), page: here() });
    if (!document.hidden) wake();
  });
  hear("visit", connect);
  hear("sent", () => line.wanted && !isUp() && ask());
  hear("renewed", restart);
  hear("visitor", () => {
    restart();
    line.wanted = false;
  });
}

function restart() {
  const { socket } = line;
  line.socket = null;
  socket?.close();
  if (visitor.isKnown) connect();
}

/** The visitor writes: said at most every three seconds. */
let saidTypingAt = 0;
export function sayTyping() {
  if (Date.now() - saidTypingAt < 3_000 || !visitor.isKnown) return;
  saidTypingAt = Date.now();
  if (!sayOnLine({ type: "typing" }) && isRunning()) say("typing/").catch(() => {});
}
