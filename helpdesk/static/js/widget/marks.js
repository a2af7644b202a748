/* How far the visitor has read: told to the server, kept in this browser for the badge, joined between tabs.
   Tells: "unread" {n}. */
import { hear, tell } from "./bus.js";
import { feed, isTheirs, newest } from "./feed.js";
import { sayOnLine } from "./line.js";
import { onOtherTab, recall, remember } from "./store.js";
import { say } from "./visitor.js";

const told = { delivered: 0, read: 0 };
const mine = { read: recall("read") ?? 0, isLooking: () => false };

export const unread = () => [...feed.messages.values()].filter((one) => isTheirs(one) && one.id > mine.read).length;
export const readUpTo = () => mine.read;

/** `isLooking` says whether the newest words are before the visitor's eyes. */
export function startMarks(isLooking) {
  mine.isLooking = isLooking;
  hear("feed", mark);
  hear("looked", mark);
  hear("connected", () => {
    Object.assign(told, { delivered: 0, read: 0 });
    mark();
  });
  hear("visitor", () => raise(0));
  onOtherTab((name, value) => {
    if (name !== "read" || value <= mine.read) return;
    mine.read = value;
    tell("unread", { n: unread() });
  });
}

function mark() {
  const last = newest();
  if (mine.isLooking() && last > mine.read) raise(last);
  const marks = { delivered: last, read: Math.min(mine.read, last) };
  if (marks.delivered > told.delivered || marks.read > told.read) {
    Object.assign(told, marks);
    if (!sayOnLine({ type: "mark", ...marks })) say("marks/", marks).catch(() => Object.assign(told, { read: 0 }));
  }
  tell("unread", { n: unread() });
}

function raise(read) {
  mine.read = read;
  remember("read", read || null);
  Object.assign(told, read ? {} : { delivered: 0, read: 0 });
}
