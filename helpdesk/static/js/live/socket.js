/* One socket per page. Others hear it through events on the document:
     live:message {…}   what the server said      live:open      live:closed {notAllowed}
   A word that cannot be said now is dropped: whoever needs it says it again at live:open. The server answers each beat
   (presence.js, every 15 s): when it says nothing any more, the line is cut, whatever the browser thinks. */
import { tell } from "../lib/dom.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const SILENCE = 40_000;
const NOT_ALLOWED = 4403;

let socket = null;
let address = "";
let wait = FIRST_WAIT;
let timer = 0;
let heardAt = 0;
let isEnded = false;

export const isOpen = () => socket?.readyState === WebSocket.OPEN;

export function openSocket(path) {
  address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
  connect();
  addEventListener("online", reconnectNow);
  addEventListener("pagehide", () => socket?.close());
  addEventListener("pageshow", (event) => event.persisted && reconnectNow());
}

export function reconnectNow() {
  if (isOpen()) return;
  wait = FIRST_WAIT;
  connect();
}

/** Signed out: whoever signs in again loads the page again. */
export function endSocket() {
  isEnded = true;
  clearTimeout(timer);
  socket?.close();
}

export function send(words) {
  if (!isOpen()) return;
  if (Date.now() - heardAt > SILENCE) lose(socket);
  else socket.send(JSON.stringify(words));
}

function connect() {
  clearTimeout(timer);
  if (isEnded || (socket && socket.readyState <= WebSocket.OPEN)) return;
  const mine = (socket = new WebSocket(address));
  mine.addEventListener("open", () => {
    wait = FIRST_WAIT;
    heardAt = Date.now();
    tell("live:open");
  });
  mine.addEventListener("message", (event) => {
    if (mine !== socket) return;
    heardAt = Date.now();
    tell("live:message", JSON.parse(event.data));
  });
  mine.addEventListener("close", (event) => lose(mine, event.code === NOT_ALLOWED));
}

function lose(mine, notAllowed = false) {
  if (mine !== socket) return;
  socket = null;
  mine.close();
  tell("live:closed", { notAllowed });
  timer = setTimeout(connect, wait + Math.random() * wait * 0.3);
  wait = Math.min(wait * 2, LONGEST_WAIT);
}
