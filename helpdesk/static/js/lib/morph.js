/* Change what is on the page into what the server says, in place: focus, selection, scroll and open details stay. */
/* global Idiomorph, htmx */
import { isTyping } from "./dom.js";
import { ready } from "./htmx.js";

/** data-keep: never touched (what a person is typing in). */
const callbacks = {
  beforeNodeMorphed(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) return true;
    return !("keep" in old.dataset) && !old.isEqualNode(fresh);
  },
  beforeNodeRemoved: (old) => !(old.nodeType === Node.ELEMENT_NODE && "keep" in old.dataset),
  beforeAttributeUpdated: (name, element) => !(name === "open" && element.matches("details, dialog")),
};

export async function morph(element, fresh) {
  await ready();
  // What is being typed stays. A button that has the focus does not: it would keep its old word and do the new thing.
  const ignoreActiveValue = isTyping(document.activeElement);
  return settled(Idiomorph.morph(element, fresh, { morphStyle: "outerHTML", ignoreActiveValue, callbacks }));
}

/** data-merge: the fresh children follow those older ones that the answer no longer holds (pages loaded above). */
export function merge(element, fresh) {
  const first = [...fresh.children].map(({ id }) => id && document.getElementById(id)).find((old) => old?.parentElement === element);
  const older = [];
  for (const child of element.children) {
    if (child === first) break;
    older.push(child.cloneNode(true));
  }
  fresh.prepend(...(first ? older : [...element.children].map((child) => child.cloneNode(true))));
  return morph(element, fresh);
}

export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** What is new on the page gets its htmx; whoever draws on top of the server's picture does it again. */
export function settled(nodes) {
  for (const node of nodes ?? []) if (node.nodeType === Node.ELEMENT_NODE) htmx.process(node);
  document.dispatchEvent(new CustomEvent("page:morphed"));
  return nodes;
}
