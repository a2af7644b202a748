/* data-behaviour="list-keys" on a list of links: J and K walk through it. data-label-next, -previous, data-group: for the help. */
import { behaviour } from "../lib/behaviours.js";
import { all, every, isVisible } from "../lib/dom.js";
import { register } from "../lib/keyboard.js";

behaviour("list-keys", (list) => {
  const walk = (step) => {
    const links = all("a[href]", list);
    const at = links.findIndex((link) => link === document.activeElement);
    const from = at < 0 ? links.findIndex((link) => link.hasAttribute("aria-current")) : at;
    const next = links[Math.max(0, Math.min(links.length - 1, from + step))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const when = () => isVisible(list);
  const { labelNext, labelPrevious, group = "" } = list.dataset;
  return every(
    register({ keys: "j", label: labelNext, group, when, run: () => walk(1) }),
    register({ keys: "k", label: labelPrevious, group, when, run: () => walk(-1) }),
  );
});
