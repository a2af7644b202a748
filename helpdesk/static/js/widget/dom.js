/* Elements from plain descriptions. Text never becomes markup, and nothing here needs a policy of the page. */
import { ICONS } from "./icons.js";

const SVG = "http://www.w3.org/2000/svg";

/** make("button", {class: "x", onclick: fn, disabled: true}, "words", child, null) */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  set(element, attributes);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function set(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value === false || value === null || value === undefined) element.removeAttribute(key);
    else if (element.getAttribute(key) !== String(value)) element.setAttribute(key, value);
  }
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const look = { viewBox: "0 0 24 24", class: "i", "aria-hidden": "true", focusable: "false" };
  for (const [key, value] of Object.entries(look)) svg.setAttribute(key, value);
  for (const [shape, attributes] of ICONS[name]) {
    const part = document.createElementNS(SVG, shape);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    svg.append(part);
  }
  return svg;
}

/** A button that is its icon; `label` is what it is called. */
export const iconButton = (name, label, onclick, attributes = {}) =>
  make("button", { type: "button", class: "ib", "aria-label": label, title: label, onclick, ...attributes }, icon(name));

export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Children as they should be, without touching those that are. */
export function arrange(parent, wanted) {
  let place = parent.firstChild;
  for (const child of wanted) {
    if (child === place) place = place.nextSibling;
    else parent.insertBefore(child, place);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}
