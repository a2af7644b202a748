/* htmx in our house: every request carries the token; a refusal is told to the person instead of to the console.
   An element that asks by itself (hx-trigger="every 2s") is quiet about a failure, and stops when its agent is signed out.
   A form that is answered is as the server last drew it, so that the answer can be drawn into it; refused, it keeps what was
   typed, but not what was chosen (.fact: each choice saves at once, so what shows is what holds). */
import { on } from "../lib/dom.js";
import { token } from "../lib/http.js";
import { say } from "../lib/words.js";
import { complain } from "./toasts.js";

let isSignedOut = false;

export function startRequests() {
  on(document, "htmx:configRequest", ({ detail }) => (detail.headers["X-CSRFToken"] = token()));
  on(document, "htmx:beforeRequest", (event) => isSignedOut && asksByItself(event.detail) && event.preventDefault());
  for (const lost of ["htmx:sendError", "htmx:timeout"]) {
    on(document, lost, ({ detail }) => {
      putBack(detail.elt);
      if (!asksByItself(detail)) complain(say("unreachable"));
    });
  }
  on(document, "htmx:beforeSwap", ({ detail }) => {
    const { elt } = detail.requestConfig;
    if (detail.xhr.status >= 400) putBack(elt);
    else if (elt.matches("form[hx-swap=none]")) elt.reset();
    // A form that was refused comes back with its words: it is shown like any other answer.
    if ([409, 422].includes(detail.xhr.status)) [detail.shouldSwap, detail.isError] = [true, false];
  });
  on(document, "htmx:responseError", ({ detail }) => {
    isSignedOut ||= detail.xhr.status === 401;
    if (isSignedOut || !asksByItself(detail)) complain(wordsOf(detail.xhr));
  });
}

const asksByItself = ({ requestConfig, elt }) => elt.matches("[hx-trigger^=every]") && !requestConfig.triggeringEvent;

function putBack(form) {
  if (form.matches(".fact")) form.reset();
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
