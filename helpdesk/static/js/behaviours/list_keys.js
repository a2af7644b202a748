/* data-behaviour="list-keys" on a list of links: J and K walk through it. data-label-next, -previous, data-group: for the help.
   After an answer ("composer:sent") the open row may sink: J goes on to the row that came next when it was sent. */
import { behaviour } from "../lib/behaviours.js";
import { all, every, isVisible, on } from "../lib/dom.js";
import { register } from "../lib/keyboard.js";

behaviour("list-keys", (list) => {
  let place = null; // the open row when its answer was sent, and the row after it
  const openAmong = (links) => links.findIndex((link) => link.hasAttribute("aria-current"));
  const remember = () => {
    const links = all("a[href]", list);
    const at = openAmong(links);
    place = at < 0 ? null : { open: links[at].href, after: links[at + 1]?.href };
  };
  /** Just before the row after the answered one, if that is still open. */
  const start = (links, step) => {
    const open = openAmong(links);
    const after = place?.open === links[open]?.href ? links.findIndex(({ href }) => href === place?.after) : -1;
    place = null;
    return after < 0 ? open : after - Math.max(step, 0);
  };
  const walk = (step) => {
    const links = all("a[href]", list);
    const at = links.findIndex((link) => link === document.activeElement);
    const from = at < 0 ? start(links, step) : at;
    const next = links[Math.max(0, Math.min(links.length - 1, from + step))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const when = () => isVisible(list);
  const { labelNext, labelPrevious, group = "" } = list.dataset;
  return every(
    on(document, "composer:sent", remember),
    register({ keys: "j", label: labelNext, group, when, run: () => walk(1) }),
    register({ keys: "k", label: labelPrevious, group, when, run: () => walk(-1) }),
  );
});
