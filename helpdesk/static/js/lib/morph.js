/* Change what is on the page into what the server says, in place: focus, selection, scroll and open details stay (morph_rules.js). */
/* global Idiomorph, htmx */
import { all, isTyping, one } from "./dom.js";
import { ready } from "./htmx.js";

const ENTRY = /^[mnef]-\d/; // ids of what was said and done (tickets/timeline.py); days and blocks are only drawn around it

export async function morph(element, fresh) {
  await ready();
  // What is being typed stays. A button that has the focus does not: it would keep its old word and do the new thing.
  const ignoreActiveValue = isTyping(document.activeElement);
  return settled(Idiomorph.morph(element, fresh, { morphStyle: "outerHTML", ignoreActiveValue }));
}

/** data-merge: what is older than the first entry that both hold stays above it (pages loaded since). If there is none, too much
    was missed to know what lies between: the answer replaces all, and what comes with it (the way to older pages) its like. */
export async function merge(element, fresh) {
  const beside = fresh.nextElementSibling;
  [element, fresh].forEach(tighten);
  const seam = all("[id]", fresh).filter(({ id }) => ENTRY.test(id)).map(({ id }) => document.getElementById(id)).find((old) => element.contains(old));
  if (seam) prepend(olderThan(seam, element), fresh);
  else if (beside) await morph(document.getElementById(beside.id), beside);
  return morph(element, fresh);
}

/** One blank more between two entries, and Idiomorph carries all that follow out of the page and back: a player loses its
    buttons by that, and a selection its words. */
function tighten(list) {
  for (const node of [...list.childNodes]) if (node.nodeType === Node.TEXT_NODE && !node.data.trim()) node.remove();
}

function olderThan(seam, element) {
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEndBefore(seam);
  const older = range.cloneContents();
  const cut = older.lastElementChild;
  if (seam.parentElement === element || !cut) return older;
  // A block of events was cut in two; a fold that was would say a number that is not true.
  if (!one(".ev", cut)) cut.remove();
  else if (cut.matches("details")) cut.replaceWith(one(".evs", cut));
  return older;
}

function prepend(older, fresh) {
  const day = fresh.firstElementChild;
  if ([...older.children].some(({ id }) => id && id === day.id)) day.remove();
  fresh.prepend(older);
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
