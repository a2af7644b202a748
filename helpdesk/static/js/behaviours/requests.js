/* htmx in our house: every request carries the token; a refusal is told to the person instead of to the console. */
import { on } from "../lib/dom.js";
import { token } from "../lib/http.js";
import { say } from "../lib/words.js";
import { complain } from "./toasts.js";

export function startRequests() {
  on(document, "htmx:configRequest", ({ detail }) => (detail.headers["X-CSRFToken"] = token()));
  on(document, "htmx:sendError", () => complain(say("unreachable")));
  on(document, "htmx:timeout", () => complain(say("unreachable")));
  on(document, "htmx:beforeSwap", ({ detail }) => {
    // A form that was refused comes back with its words: it is shown like any other answer.
    if ([409, 422].includes(detail.xhr.status)) [detail.shouldSwap, detail.isError] = [true, false];
  });
  on(document, "htmx:responseError", ({ detail }) => complain(wordsOf(detail.xhr)));
}

function wordsOf(xhr) {
  if (xhr.status === 401) return say("signed_out");
  if (xhr.status === 429) return say("too_often");
  try {
    return JSON.parse(xhr.responseText).error || say("failed");
  } catch {
    return say("failed");
  }
}
