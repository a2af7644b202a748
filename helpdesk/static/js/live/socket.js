/* One socket per page. Others hear it through events on the document:
     live:message {…}   what the server said      live:open      live:closed {signedOut}
   A word that cannot be said now is dropped: whoever needs it says it again at live:open. */
import { tell } from "../lib/dom.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const NOT_ALLOWED = 4403;
const PER_SECOND = 8; // the server allows ten

let socket = null;
let address = "";
let wait = FIRST_WAIT;
let timer = 0;
let queue = [];
let pump = 0;

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

export function send(words) {
  if (!isOpen()) return;
  queue.push(JSON.stringify(words));
  pump ||= setInterval(sendNext, 1000 / PER_SECOND);
  if (queue.length === 1) sendNext();
}

function sendNext() {
  if (queue.length && isOpen()) socket.send(queue.shift());
  if (queue.length) return;
  clearInterval(pump);
  pump = 0;
}

function connect() {
  clearTimeout(timer);
  if (socket && socket.readyState <= WebSocket.OPEN) return;
  const mine = (socket = new WebSocket(address));
  mine.addEventListener("open", () => {
    wait = FIRST_WAIT;
    queue = [];
    tell("live:open");
  });
  mine.addEventListener("message", (event) => tell("live:message", JSON.parse(event.data)));
  mine.addEventListener("close", (event) => {
    if (mine !== socket) return;
    socket = null;
    tell("live:closed", { notAllowed: event.code === NOT_ALLOWED });
    timer = setTimeout(connect, wait + Math.random() * wait * 0.3);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  });
}
