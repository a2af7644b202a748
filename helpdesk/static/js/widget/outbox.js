/* What the visitor wrote and the server has not confirmed: kept in the browser under the key it is sent with, one
   name each so that two tabs cannot overwrite each other, sent strictly one after the other, for as long as it takes.
   Tells: "outbox" when it changed, "sent" {key}, "details" {fields} when the server wants to know more first. */
import { hear, tell } from "./bus.js";
import { byKey, take } from "./feed.js";
import { upload } from "./http.js";
import { here } from "./page.js";
import { named, onOtherTab, recall, remember } from "./store.js";
import { KEY } from "./tag.js";
import { say, visit, visitor } from "./visitor.js";

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const KEPT_DAYS = 7;

const files = new Map(); // a file cannot be kept in such a store: it is lost when the page is left, and that is said
const progress = new Map();
const confirmed = new Map(); // told by its answer, not yet by the feed
const work = { isRunning: false, wait: FIRST_WAIT, timer: 0, isHeld: false, isStuck: false };

export const isStuck = () => work.isStuck;
export const progressOf = (key) => progress.get(key) ?? 0;
export const fileOf = (key) => files.get(key);

/** In the order written: {key, text, file, failed, isSent}. */
export function waiting() {
  const kept = names().map(recall).filter((item) => item && isMine(item) && !byKey(item.key));
  const told = [...confirmed.values()].filter(({ key }) => !byKey(key));
  return [...told, ...kept];
}

export function add(text, file = null) {
  const key = newKey();
  const about = file && { name: file.name, size: file.size, type: file.type };
  if (file) files.set(key, file);
  const at = Date.now();
  keep({ key, text, file: about, page: here(), visitor: visitor.key, at, failed: null });
  work.isHeld = false;
  tell("outbox");
  send();
}

/** Out of the box and back into the hands of its writer. */
export function takeBack(key) {
  const item = waiting().find((one) => one.key === key);
  drop(key);
  tell("outbox");
  return item;
}

export function tryAgain(key) {
  const item = waiting().find((one) => one.key === key);
  if (item) keep({ ...item, failed: null });
  work.isHeld = false;
  tell("outbox");
  send();
}

/** Now, whatever the wait was: the visitor is back, or the network is. */
export function send() {
  clearTimeout(work.timer);
  if (work.isRunning || work.isHeld || !next()) return;
  work.isRunning = true;
  alone(sendAll).finally(() => {
    work.isRunning = false;
  });
}

async function sendAll() {
  for (let item = next(); item && !work.isHeld; item = next()) {
    try {
      await sendOne(item);
      Object.assign(work, { wait: FIRST_WAIT, isStuck: false });
    } catch (refusal) {
      if (!judge(item, refusal)) return;
    }
    tell("outbox");
  }
}

async function sendOne(item) {
  if (item.file && !files.has(item.key)) throw { code: "file_gone" };
  if (!visitor.isKnown) await visit();
  const { life } = visitor;
  const answer = item.file ? await sendFile(item) : await say("messages/", wordsOf(item));
  if (life !== visitor.life) return; // who wrote it is forgotten here
  confirmed.set(item.key, { ...item, isSent: true, at: answer.at });
  drop(item.key);
  tell("sent", { key: item.key });
  take(answer.feed);
}

function sendFile(item) {
  const fields = { token: visitor.token, key: item.key, text: item.text };
  return upload("files/", { ...fields, file: files.get(item.key) }, (part) => {
    progress.set(item.key, part);
    tell("progress", { key: item.key });
  });
}

const wordsOf = ({ key, text, page }) => ({ key, text, page });

/** True: go on with the next one. */
function judge(item, refusal) {
  if (!names().includes(nameOf(item))) return true; // forgotten meanwhile
  if (refusal.code === "details_needed") {
    work.isHeld = true;
    tell("details", { fields: refusal.fields });
    return false;
  }
  if (refusal.code === "unknown_visitor" || refusal.code === "identity_expired") visitor.isKnown = false;
  else if (!refusal.passes) {
    keep({ ...item, failed: { code: refusal.code, words: refusal.message ?? "" } });
    return true;
  }
  work.isStuck = true;
  const wait = Math.max(work.wait, (refusal.wait ?? 0) * 1000);
  work.timer = setTimeout(send, wait * (1 + Math.random() * 0.3));
  work.wait = Math.min(work.wait * 2, LONGEST_WAIT);
  tell("outbox");
  return false;
}

/** What was written before the server gave this visitor a name is theirs, too; what another wrote here is not. */
const isMine = (item) => !item.visitor || item.visitor === visitor.key;
const names = () => named("out.");
const next = () => names().map(recall).find((item) => item && isMine(item) && !item.failed);
const nameOf = ({ key, at }) => `out.${String(at).padStart(15, "0")}.${key}`;
const keep = (item) => remember(nameOf(item), item);

function drop(key) {
  for (const name of names()) if (name.endsWith(key)) remember(name, null);
  files.delete(key);
  progress.delete(key);
}

/** Only one tab sends: what was written first arrives first. */
function alone(what) {
  return navigator.locks ? navigator.locks.request(`alur.${KEY}.outbox`, what) : what();
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // a page without https has no randomUUID
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function forgetOld() {
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const name of names()) if ((recall(name)?.at ?? 0) < oldest) remember(name, null);
}

forgetOld();
hear("feed", () => {
  for (const key of confirmed.keys()) if (byKey(key)) confirmed.delete(key);
  for (const { key } of names().map(recall).filter(Boolean)) if (byKey(key)) drop(key); // confirmed to another tab
});
hear("visit", () => {
  for (const item of names().map(recall)) if (item && !item.visitor) keep({ ...item, visitor: visitor.key });
  send();
});
hear("visitor", () => confirmed.clear());
hear("released", () => {
  work.isHeld = false;
  send();
});
onOtherTab((name) => name.startsWith("out.") && tell("outbox"));
addEventListener("online", send);
