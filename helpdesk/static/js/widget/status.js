/* The strip over the composer: how the line is, who is ahead, who is typing; and the offer to answer by mail. */
import { announce } from "./announce.js";
import { hear } from "./bus.js";
import { iconButton, make, put } from "./dom.js";
import { feed, isRunning, newest } from "./feed.js";
import { isIdentified } from "./identity.js";
import { isStuck, waiting } from "./outbox.js";
import { say } from "./settings.js";
import { recall, remember } from "./store.js";
import { say as post } from "./visitor.js";
import { about } from "./when.js";

const TYPING_MS = 6_500;
const QUEUE_SAID_MS = 60_000;

const view = { strip: null, typing: null, mail: null };
const now = { newest: 0, isUp: true, typing: "", timer: 0, ahead: null, queue: "", queueAt: 0, isLeft: false };

export function buildStatus() {
  view.strip = make("p", { class: "strip", hidden: true });
  view.typing = make("p", { class: "typing", hidden: true }, make("span"), make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i")));
  view.mail = make("div", { class: "mail", hidden: true });
  drawStatus();
  return [view.typing, view.mail, view.strip];
}

export function drawStatus() {
  if (!view.strip) return;
  const words = now.isUp ? (isStuck() && waiting().length ? say("reconnecting") : queueWords()) : say("reconnecting");
  put(view.strip, words);
  view.strip.hidden = !words;
  view.typing.hidden = !now.typing;
  if (now.typing) put(view.typing.firstChild, say("typing", { name: now.typing }));
  drawMail();
}

/** It may rise when somebody in need comes in between: one more is not worth a word. */
function queueWords() {
  const { queue, phase } = feed.state ?? {};
  if (phase !== "queued" || !queue) return ((now.ahead = null), "");
  const isHigher = now.ahead !== null && queue.ahead > now.ahead && queue.ahead - now.ahead < 2;
  if (!isHigher) now.ahead = queue.ahead;
  const place = now.ahead ? say("ahead", { n: now.ahead }) : say("next");
  const words = queue.wait === null || queue.wait === undefined ? place : say("ahead_wait", { place, wait: about(queue.wait) });
  if (words !== now.queue && Date.now() - now.queueAt > QUEUE_SAID_MS) {
    announce(words);
    now.queueAt = Date.now();
  }
  now.queue = words;
  return words;
}

function drawMail() {
  const state = feed.state ?? {};
  const isOffered = isRunning() && !state.mail && !isIdentified() && !recall("no-mail") && !now.isLeft;
  view.mail.hidden = !isOffered;
  if (!isOffered) view.mail.replaceChildren();
  else if (!view.mail.firstChild) view.mail.append(...offer());
}

function offer() {
  const wrong = make("p", { class: "err", id: "mail-err", role: "alert" });
  const input = make("input", { class: "inp", type: "email", name: "email", autocomplete: "email", maxlength: 320, placeholder: say("ask_email"), "aria-label": say("ask_email"), "aria-describedby": "mail-err" });
  const form = make("form", { novalidate: true }, make("p", {}, say("mail_offer")), make("div", { class: "row" }, input, make("button", { class: "cta" }, say("mail_save"))), wrong);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!input.value.trim() || !input.checkValidity()) return (put(wrong, say("bad_email")), input.focus());
    try {
      const answer = await post("details/", { email: input.value.trim(), website: "" });
      feed.state = answer.state;
      announce(say("mail_saved", { mail: answer.state.mail ?? input.value.trim() }));
      now.isLeft = true;
      drawStatus();
    } catch (refusal) {
      put(wrong, refusal.fields?.email || refusal.message || say("unreachable"));
      input.focus();
    }
  });
  const away = iconButton("x", say("no_thanks"), () => {
    remember("no-mail", true);
    drawStatus();
  });
  return [form, away];
}

function hearTyping(name) {
  clearTimeout(now.timer);
  now.typing = name ?? "";
  if (name) now.timer = setTimeout(() => hearTyping(""), TYPING_MS);
  drawStatus();
}

hear("typing", ({ name }) => hearTyping(name));
hear("feed", () => {
  const { typing } = feed.state ?? {};
  const last = newest();
  if (last > now.newest) hearTyping(""); // these are the words that were being written
  now.newest = last;
  if (typing) hearTyping(typing.name ?? typing);
  else drawStatus();
});
hear("outbox", drawStatus);
hear("line", ({ isUp }) => {
  if (isUp === now.isUp) return;
  now.isUp = isUp;
  announce(say(isUp ? "connected" : "reconnecting"));
  drawStatus();
});
hear("visitor", () => {
  Object.assign(now, { typing: "", ahead: null, isLeft: false });
  drawStatus();
});
