/* How was it? Five boxes and a line, once; the address of the question is its key. */
import { announce } from "./announce.js";
import { tell } from "./bus.js";
import { icon, make, set } from "./dom.js";
import { ask } from "./http.js";
import { say } from "./settings.js";

const BEST = 5;
const known = new Map(); // address → what its card shows: drawn again it must not ask again
const NAMED = { 1: "bad", 3: "fair", 5: "good" };

/** Whether the newest question still waits: then it takes the composer's place. */
export const isAsking = (url) => known.get(url)?.state === "open" && !known.get(url).isPutOff;

/** The card stands in place of the words that other channels carry the question in. */
export function rating(url, { name, instead }) {
  if (!/^\/ratings\/[\w-]+\/$/.test(url)) return [];
  const card = make("div", { class: "card", hidden: true });
  fill(card, { url, name, instead });
  return card;
}

async function fill(card, what) {
  const { url } = what;
  if (!known.has(url)) {
    known.set(url, { state: "" });
    try {
      Object.assign(known.get(url), await ask(url, { headers: { Accept: "application/json" } }));
    } catch {
      known.delete(url);
      return;
    }
    tell("asked");
  }
  draw(card, what);
}

function draw(card, what) {
  const { url, instead } = what;
  const about = known.get(url);
  card.hidden = about.state === "" || about.state === "expired";
  if (instead) instead.hidden = !card.hidden;
  if (about.state === "given") card.replaceChildren(thanks());
  if (about.state === "open") card.replaceChildren(question(card, what, about));
}

const thanks = () => make("p", { class: "thanks" }, icon("check"), ` ${say("rated")}`);

function question(card, what, about) {
  const { url, name } = what;
  const problem = make("p", { class: "err", id: "rate-err", role: "alert" });
  const why = make("input", { class: "inp", maxlength: 2000, placeholder: say("rate_why"), "aria-label": say("rate_why"), autocomplete: "off" });
  const send = make("button", { class: "cta" }, say("rate_send"));
  const title = make("h2", { id: "rate-h" }, about.question || say("rate", { name }));
  const form = make("form", { class: "csat", novalidate: true }, title, scores(), problem, why, send);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const score = Number(new FormData(form).get("score"));
    if (!score) {
      problem.textContent = say("rate_first");
      return form.querySelector("input").focus();
    }
    set(send, { "aria-disabled": "true" });
    try {
      await ask(url, { method: "POST", headers: { "Content-Type": "text/plain;charset=UTF-8" }, body: JSON.stringify({ v: 1, score, words: why.value.trim() }) });
    } catch (refusal) {
      if (refusal.code !== "given") {
        set(send, { "aria-disabled": null });
        problem.textContent = refusal.message || say("unreachable");
        return;
      }
    }
    about.state = "given";
    draw(card, what);
    announce(say("rated"));
    tell("rated");
  });
  return form;
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
