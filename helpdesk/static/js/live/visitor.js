/* data-behaviour="visitor" data-ticket="12" on the part about a web chat's visitor: comes, goes, reads another page, types.
     data-away="<words>"   they have left: the composer says in [data-reach] what becomes of an answer */
import { behaviour } from "../lib/behaviours.js";
import { every, one } from "../lib/dom.js";
import { fetchPart } from "./parts.js";

behaviour("visitor", (part) => {
  const ticket = Number(part.dataset.ticket);
  let timer = 0;
  const show = (typing) => {
    const words = one("[data-typing]", part);
    if (words) words.hidden = !typing;
  };
  const hear = ({ detail }) => {
    if (detail.ticket !== ticket) return;
    if (detail.type === "moved") fetchPart(part, Infinity);
    if (detail.type !== "typed") return;
    show(true);
    clearTimeout(timer);
    timer = setTimeout(show, detail.seconds * 1000, false);
  };
  const sayReach = () => {
    const place = one("[data-reach]");
    if (place && place.textContent !== (part.dataset.away ?? "")) place.textContent = part.dataset.away ?? "";
  };
  const drawn = ({ detail }) => detail.element === part && sayReach();
  sayReach();
  document.addEventListener("live:after", drawn);
  document.addEventListener("live:message", hear);
  return every(
    () => clearTimeout(timer),
    () => document.removeEventListener("live:message", hear),
    () => document.removeEventListener("live:after", drawn),
  );
});
