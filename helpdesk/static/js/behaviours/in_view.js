/* data-behaviour="in-view" on a strip that scrolls sideways on a phone: what is current in it is in sight when the page opens. */
import { behaviour } from "../lib/behaviours.js";
import { one } from "../lib/dom.js";

behaviour("in-view", (strip) => {
  const current = one("[aria-current]", strip);
  if (current && strip.scrollWidth > strip.clientWidth) strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
});
