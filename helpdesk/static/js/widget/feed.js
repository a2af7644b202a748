/* What has been said, as far as this visitor may know. Whole in `state`, by id in the rest, so that hearing it
   twice changes nothing. Tells: "feed" when anything of it changed. */
import { hear, tell } from "./bus.js";
import { remember } from "./store.js";
import { say } from "./visitor.js";

export const feed = { cursor: "", messages: new Map(), lines: new Map(), state: null, hasOlder: false, gotAt: 0 };
const RUNNING = ["queued", "with_agent"];

export const isRunning = () => RUNNING.includes(feed.state?.phase);
export const newest = () => Math.max(0, ...[...feed.messages.values()].filter(isTheirs).map(({ id }) => id));
export const isTheirs = ({ from }) => from !== "visitor";
export const byKey = (key) => [...feed.messages.values()].find((message) => message.key === key);

/** Messages and lines as they follow each other. */
export function entries() {
  const all = [...feed.messages.values(), ...feed.lines.values()];
  return all.sort((a, b) => (a.at === b.at ? order(a) - order(b) : a.at < b.at ? -1 : 1)); // the server's times only
}

export function take(said) {
  if (!said) return;
  if (said.full) {
    feed.messages.clear();
    feed.lines.clear();
    feed.hasOlder = said.more;
  }
  const gotAt = Date.now();
  for (const message of said.messages) put({ ...message, gotAt });
  for (const line of said.lines) feed.lines.set(line.id, line);
  if (said.cursor) feed.cursor = said.cursor;
  if (said.state) feed.state = said.state;
  remember("chat", isRunning() ? true : null);
  tell("feed");
  if (!said.full && said.more) catchUp();
}

/** What this page has not heard of. */
export async function catchUp() {
  take(await say("feed/", { cursor: feed.cursor }));
}

export async function older() {
  const ids = [...feed.messages.keys()];
  if (!feed.hasOlder || !ids.length) return;
  const said = await say("history/", { before: Math.min(...ids) });
  feed.hasOlder = said.more;
  for (const message of said.messages) put({ ...message, gotAt: Date.now() });
  tell("feed");
}

function put(message) {
  if (message.gone) feed.messages.delete(message.id);
  else feed.messages.set(message.id, message);
}

const order = ({ id, kind }) => (kind ? 0 : id);

hear("visit", take);
hear("visitor", () => {
  Object.assign(feed, { cursor: "", state: null, hasOlder: false });
  feed.messages.clear();
  feed.lines.clear();
  tell("feed");
});
