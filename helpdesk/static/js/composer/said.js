/* What a composer says to who writes in it: in [data-saved] how safe the text is, in [data-say] (role="alert") why it did not go.
   Beside a draft that another window has changed or ended stands the way out: [data-draft-do="mine|theirs"]. */
import { announce } from "../lib/announce.js";
import { make, one } from "../lib/dom.js";
import { parse } from "../lib/morph.js";
import { clockTime } from "../lib/when.js";
import { say } from "../lib/words.js";

export class Said {
  constructor(form) {
    this.place = one("[data-say]", form);
    this.saved = one("[data-saved]", form);
  }

  refuse(words, ...ways) {
    this.place.replaceChildren(make("p", { class: "note-bar note-bad" }, words, ...ways));
  }

  /** Drawn by the server, with buttons that say what to do now. */
  conflict(html) {
    this.place.replaceChildren(parse(html));
    announce(this.place.textContent.trim());
  }

  /** A question that was drawn with the composer; its first answer has the focus. */
  ask(question) {
    this.place.replaceChildren(question.cloneNode(true));
    one("button", this.place).focus();
  }

  clear() {
    this.place.replaceChildren();
  }

  /** "saved", "saved_here", "sending", "draft_elsewhere", "draft_gone", "draft_signed_out", or nothing. */
  state(state) {
    const words = state ? say(state, { time: clockTime(Date.now()) }) : "";
    this.saved.replaceChildren(...[words, ...waysOut(state)].filter(Boolean));
    this.saved.dataset.saved = state;
  }
}

const way = (what, words) => make("button", { type: "button", class: "link", "data-draft-do": what }, say(words));

/** This page, asked for by somebody who is signed out, is the way to sign in and come back. */
export const signIn = () => make("a", { class: "link", href: location.pathname + location.search }, say("sign_in"));

function waysOut(state) {
  if (state === "draft_signed_out") return [" ", signIn()];
  if (state === "draft_elsewhere") return [" ", way("mine", "keep_mine"), " · ", way("theirs", "take_theirs")];
  return state === "draft_gone" ? [" ", way("mine", "keep_mine"), " · ", way("theirs", "throw_away")] : [];
}
