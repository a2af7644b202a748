export const one = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Listens on the element and returns what stops it. With a selector, for what happens inside matching elements. */
export function on(element, type, selector, listener, options) {
  if (typeof selector === "function") [selector, listener, options] = ["", selector, listener];
  const hear = (event) => {
    const target = selector ? event.target.closest?.(selector) : element;
    if (target) listener(event, target);
  };
  element.addEventListener(type, hear, options);
  return () => element.removeEventListener(type, hear, options);
}

/** When the page has been drawn: what nobody waits for must not hold that up. */
export const afterPaint = (work) => requestAnimationFrame(() => setTimeout(work));

export const every = (...undo) => () => undo.forEach((letGo) => letGo());

export function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

/** An element from a plain description; text never becomes markup. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

export function icon(name, size = "") {
  const first = one("svg.i use");
  const sprite = first ? first.getAttribute("href").split("#")[0] : "";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", size ? `i i-${size}` : "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

export const isTyping = (target) =>
  target.isContentEditable || target.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file])");

/** Whether the person sees it: not in a closed popover, dialog or pane. */
export const isVisible = (element) => element.checkVisibility({ visibilityProperty: true });
