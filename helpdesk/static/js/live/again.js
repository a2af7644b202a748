/* What could not be answered just now is asked again: later each time, and by each page at another moment. */
import { Refusal } from "../lib/http.js";

const FIRST_REST = 1_000;
const LONGEST_REST = 30_000;

/** True after a rest, if there was no answer, or one of a server in trouble: what was refused for good is not asked again. */
export async function mayAskAgain(refusal, failures) {
  if (refusal instanceof Refusal && refusal.status !== 0 && refusal.status !== 429 && refusal.status < 500) return false;
  if (refusal && !(refusal instanceof Refusal)) console.error(refusal); // an answer that broke off, or a fault of ours
  await rest(Math.min(FIRST_REST * 2 ** failures, LONGEST_REST));
  return true;
}

/** Ends early when the connection is there again. */
function rest(longest) {
  return new Promise((done) => {
    setTimeout(done, longest * (0.5 + Math.random() / 2));
    document.addEventListener("live:open", done, { once: true });
  });
}
