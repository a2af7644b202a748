/* This browser as the server knows it: a token, made when the panel is first opened and never by a look at the page.
   Tells: "visit" (a feed has come), "visitor" (somebody else from now on), "gate" {code} (no chat here now). */
import { hear, tell } from "./bus.js";
import { ask, post, Refusal } from "./http.js";
import { identity, isIdentified } from "./identity.js";
import { here, zone } from "./page.js";
import { settings } from "./settings.js";
import { onOtherTab, recall, remember } from "./store.js";
import { KEY } from "./tag.js";

const AGAIN = ["unknown_visitor", "identity_expired"];

export const visitor = { token: recall("token"), key: recall("visitor") ?? "", isKnown: false, life: 0 };
const asked = { now: null, link: null };

/** A visit that nobody has begun costs nothing: callers that only want to know are told that there is none. */
export const wasHere = () => Boolean(visitor.token);

/** One that was signed in opens nothing without its site's word: better wait for that than become a stranger. */
export const mayReturn = () => wasHere() && (!recall("signed") || isIdentified());

export function visit({ link = null } = {}) {
  asked.link = link ?? asked.link;
  asked.now ??= alone(begin).finally(() => (asked.now = null));
  return asked.now;
}

/** Says something as this visitor; one that has run out is renewed once, one that was forgotten never. */
export async function say(path, words = {}) {
  if (!visitor.isKnown) await visit();
  const { life } = visitor;
  try {
    return await post(path, { token: visitor.token, ...words });
  } catch (refusal) {
    if (!AGAIN.includes(refusal.code) || life !== visitor.life) throw refusal;
    await visit();
    return post(path, { token: visitor.token, ...words });
  }
}

export async function forget() {
  const { token } = visitor;
  become(null, "");
  if (token) await post("forget/", { token }).catch(() => {});
}

async function begin() {
  const said = await identity(() => visit().catch(() => {}));
  visitor.token = recall("token");
  const { life } = visitor;
  const answer = await admitted(said);
  if (life !== visitor.life) throw new Refusal(0); // forgotten meanwhile
  asked.link = null;
  settle(answer, said);
  visitor.isKnown = true;
  tell("gate", { code: "" });
  tell("visit", answer.feed);
}

async function admitted(said) {
  try {
    return await knock(said);
  } catch (refusal) {
    if (refusal.code === "identity_refused" && settings.identity !== "required") {
      console.warn("Alur: the site's identity was not believed; the visitor chats without it.");
      return knock(null);
    }
    if (refusal.status === 0) await sayIfRefused();
    else if (refusal instanceof Refusal && !refusal.passes) tell("gate", { code: refusal.code, words: refusal.message });
    throw refusal;
  }
}

/* A page that may not hold the chat cannot read the refusal: to it the server looks away. What every page may read
   tells the two apart. */
async function sayIfRefused() {
  if (visitor.key || !(await ask("settings/", { cache: "no-store" }).catch(() => null))) return;
  console.warn(`Alur: no chat on ${location.origin}. Its address must be among the sites of the channel.`);
  tell("gate", { code: "origin_refused" });
}

function knock(said) {
  const words = { token: visitor.token, identity: said, lang: settings.lang, zone: zone(), page: here() };
  return post("visits/", { ...words, link: asked.link });
}

function settle({ token, visitor: key }, said) {
  if (visitor.key && key !== visitor.key) tell("visitor");
  if (token) remember("token", token);
  remember("visitor", key);
  remember("signed", said ? true : null);
  Object.assign(visitor, { token: token ?? visitor.token, key });
}

function become(token, key) {
  Object.assign(visitor, { token, key, isKnown: false, life: visitor.life + 1 });
  for (const [name, value] of [["token", token], ["visitor", key || null], ["signed", null]]) remember(name, value);
  tell("visitor");
}

/** Two tabs that open at once are one visitor. */
function alone(work) {
  return navigator.locks ? navigator.locks.request(`alur.${KEY}.visit`, work) : work();
}

onOtherTab((name, value) => {
  if (name !== "token" || value === visitor.token) return;
  const isGone = value === null;
  Object.assign(visitor, { token: value, isKnown: false });
  tell(isGone ? "visitor" : "renewed");
});
hear("identified", () => (visitor.isKnown = false));
