/* How was it? Five boxes and a line. The question is open for as long as the state says so; the card stands where it
   was asked. Tells: "rated". */
import { announce } from "./announce.js";
import { tell } from "./bus.js";
import { icon, make, put, set } from "./dom.js";
import { feed, take } from "./feed.js";
import { say } from "./settings.js";
import { say as post } from "./visitor.js";

const BEST = 5;
const NAMED = { 1: "bad", 3: "fair", 5: "good" };

/** A question that waits takes the composer's place. */
export const isAsked = () => Boolean(feed.state?.survey) && feed.state.survey.score === null;

/** Stands in place of the words that other channels carry the question in, while it can be answered here. */
export function rating(key, { name, instead }) {
  const card = make("div", { class: "card" });
  return { card, key, name, instead, drawn: null };
}

export function dressRating(shown) {
  const { survey } = feed.state ?? {};
  const isMine = survey?.key === shown.key;
  const state = !isMine ? "over" : survey.score === null ? "open" : "given";
  shown.card.hidden = state === "over";
  if (shown.instead) shown.instead.hidden = state !== "over";
  if (state === shown.drawn) return;
  shown.drawn = state;
  if (state === "open") shown.card.replaceChildren(question(survey, shown.name));
  if (state === "given") shown.card.replaceChildren(thanks());
}

const thanks = () => make("p", { class: "thanks" }, icon("check"), ` ${say("rated")}`);

function question(survey, name) {
  const problem = make("p", { class: "err", id: "rate-err", role: "alert" });
  const why = make("input", { class: "inp", maxlength: 2000, placeholder: say("rate_why"), "aria-label": say("rate_why"), autocomplete: "off" });
  const send = make("button", { class: "cta" }, say("rate_send"));
  const title = make("h2", { id: "rate-h" }, survey.question || say("rate", { name }));
  const form = make("form", { class: "csat", novalidate: true }, title, scores(), problem, why, send);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const score = Number(new FormData(form).get("score"));
    if (!score) {
      put(problem, say("rate_first"));
      return form.querySelector("input").focus();
    }
    set(send, { "aria-disabled": "true" });
    const wrong = await rate({ survey: survey.key, score, words: why.value.trim() });
    set(send, { "aria-disabled": null });
    put(problem, wrong);
  });
  return form;
}

/** What went wrong, in words; "" is nothing. */
async function rate(answer) {
  try {
    const { state } = await post("rating/", answer);
    take({ messages: [], lines: [], state });
  } catch (refusal) {
    return refusal.message || say("unreachable");
  }
  announce(say("rated"));
  tell("rated");
  return "";
}

function scores() {
  const numbers = Array.from({ length: BEST }, (_, index) => index + 1);
  const boxes = numbers.map((n) => {
    const word = NAMED[n] ? say(`rate_${NAMED[n]}`) : "";
    const label = say(word ? "rate_named" : "rate_of", { score: n, best: BEST, word });
    const input = make("input", { type: "radio", name: "score", value: n, "aria-label": label });
    return make("label", {}, input, make("span", { class: "n", "aria-hidden": "true" }, String(n)), make("span", { "aria-hidden": "true" }, word));
  });
  return make("fieldset", { "aria-labelledby": "rate-h", "aria-describedby": "rate-err" }, boxes);
}
