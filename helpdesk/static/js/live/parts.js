/* Draws one element again, from its own address and in its own place (lib/morph.js):
     data-src="<address>" data-version="7"
     data-merge   what is older than the answer stays above it (a conversation that was read back)
   One request at a time: were it given up whenever something newer is told, none would come to its end on a busy ticket. */
import { tell } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { ready } from "../lib/htmx.js";
import { merge, morph, parse } from "../lib/morph.js";
import { mayAskAgain } from "./again.js";

const wanted = new WeakMap(); // element that is being asked for → the newest version told since, or Infinity

export async function fetchPart(element, version = Infinity) {
  const isUnderWay = wanted.has(element);
  wanted.set(element, Math.max(wanted.get(element) ?? 0, version));
  if (isUnderWay) return;
  try {
    for (let failures = 0; element.isConnected && isOld(element); ) {
      wanted.set(element, 0);
      const again = await draw(element).catch((refusal) => {
        if (refusal.status === 404) sayUnseen(element);
        return mayAskAgain(refusal, failures++);
      });
      if (again === true) wanted.set(element, Infinity);
    }
  } finally {
    wanted.delete(element);
  }
}

function sayUnseen({ dataset }) {
  if (dataset.live) tell("live:unseen", { ticket: dataset.live.replace("ticket.", "") });
}

const isOld = (element) => wanted.get(element) > Number(element.dataset.version ?? 0);

async function draw(element) {
  const response = await ask(element.dataset.src);
  const fresh = parse(await response.text()).firstElementChild;
  await ready(); // so that nothing happens between "before" and "after" but the change itself
  if (!element.isConnected || !fresh) return;
  tell("live:before", { element });
  await ("merge" in element.dataset ? merge(element, fresh) : morph(element, fresh));
  tell("live:after", { element });
}
