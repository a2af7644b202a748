/* One entry of the conversation. What may change while it stands (its caption, how far it got) is changed in place:
   a new element would be read aloud again. */
import { blocks, words } from "./blocks.js";
import { icon, make, put, set } from "./dom.js";
import { isTheirs } from "./feed.js";
import { files, outgoing } from "./pictures.js";
import { dressRating, rating } from "./rating.js";
import { say } from "./settings.js";
import { clock, moment } from "./when.js";

export function message(one) {
  const element = make("div", { class: isTheirs(one) ? "m" : "m me" });
  const caption = make("small", { class: "cap" });
  element.append(caption);
  const inside = one.blocks ? blocks(one.blocks) : one.text ? words(one.text) : [];
  const bubble = inside.length ? make("div", { class: "bub" }, inside) : null;
  if (bubble) element.append(bubble);
  if (one.files?.length) element.append(...files(one));
  const asked = one.parts?.find(({ kind }) => kind === "rating");
  const card = asked ? rating(asked.survey, { name: one.name, instead: bubble }) : null;
  if (card) element.append(card.card);
  const state = make("small", { class: "st" });
  element.append(state);
  return { element, caption, state, card };
}

/** What stands over the first of a run, and under the last of mine. */
export function dressMessage(shown, one, { isFirst, state }) {
  const name = one.name || say("us");
  put(shown.caption, isFirst ? (isTheirs(one) ? say("said_by", { name, time: moment(one.at) }) : say("said_by_you", { time: moment(one.at) })) : "");
  set(shown.caption, { class: isTheirs(one) ? "cap" : "vh" });
  set(shown.element, { "data-first": isFirst, "data-pending": null, "data-failed": null });
  put(shown.state, state);
  if (shown.card) dressRating(shown.card);
}

const LINES = { joined: "line_joined", ended: "line_ended", reopened: "line_reopened", by_mail: "line_by_mail" };

export function line(one) {
  const text = say(LINES[one.kind] ?? "", { name: one.name ?? "", time: clock(one.at) });
  return { element: make("p", { class: "ev" }, make("span", {}, text)) };
}

/** What is on its way: `again` and `edit` are for what did not get there. */
export function pending(item, { again, edit }) {
  const bubble = item.text ? make("div", { class: "bub" }, words(item.text)) : null;
  const file = item.file ? make("div", { class: "up" }) : null;
  const caption = make("small", { class: "vh" }, say("said_by_you", { time: clock(item.at) }));
  const state = make("small", { class: "st" });
  const element = make("div", { class: "m me", "data-pending": true }, caption, bubble, file, state);
  return { element, caption, state, file, again, edit };
}

export function dressPending(shown, item, { part, isStuck, isLast }) {
  if (shown.file) shown.file.replaceChildren(outgoing(item.file, item.failed ? 1 : part));
  set(shown.element, { "data-failed": Boolean(item.failed) });
  if (!item.failed) return put(shown.state, item.isSent ? (isLast ? say("sent") : "") : say(isStuck ? "kept" : "sending"));
  const buttons = [];
  if (item.failed.code !== "file_gone") buttons.push(make("button", { type: "button", onclick: shown.again }, say("try_again")));
  buttons.push(make("button", { type: "button", onclick: shown.edit }, say(item.text ? "edit" : "remove")));
  const reason = item.failed.code === "file_gone" ? say("file_gone") : item.failed.words || say("not_sent");
  shown.state.replaceChildren(icon("circle-alert"), ` ${reason} `, ...buttons);
}
