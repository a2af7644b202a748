/* Binds small pieces of script to elements: <button data-behaviour="copy form">. An element that leaves the page is let go. */

const known = new Map();
const bound = new WeakMap();
let isRunning = false;

/** `bind(element)` may return what undoes it. One that comes late finds its elements there. */
export function behaviour(name, bind) {
  known.set(name, bind);
  if (isRunning) queueMicrotask(() => bindLate(name, bind)); // when its module has been read to the end
}

function bindLate(name, bind) {
  for (const element of document.querySelectorAll(`[data-behaviour~="${name}"]`)) {
    const letGo = bound.has(element) && bind(element);
    if (letGo) bound.get(element).push(letGo);
  }
}

export function start() {
  isRunning = true;
  bindWithin(document.documentElement);
  new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes } of changes) {
      removedNodes.forEach((node) => node.isConnected || letGoWithin(node));
      addedNodes.forEach((node) => node.isConnected && bindWithin(node));
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
}

function bindWithin(node) {
  for (const element of withBehaviour(node)) {
    if (bound.has(element)) continue;
    const undo = [];
    bound.set(element, undo);
    for (const name of element.dataset.behaviour.split(/\s+/)) {
      const letGo = known.get(name)?.(element);
      if (letGo) undo.push(letGo);
    }
  }
}

function letGoWithin(node) {
  for (const element of withBehaviour(node)) {
    bound.get(element)?.forEach((letGo) => letGo());
    bound.delete(element);
  }
}

function withBehaviour(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const inside = [...node.querySelectorAll("[data-behaviour]")];
  return node.matches("[data-behaviour]") ? [node, ...inside] : inside;
}
