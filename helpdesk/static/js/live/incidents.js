/* data-behaviour="incidents" on the part that shows a problem's incidents: one of them has moved, and the problem itself has not.
   When many are answered at once the part is drawn anew once a second. */
import { behaviour } from "../lib/behaviours.js";
import { on } from "../lib/dom.js";
import { fetchPart } from "./parts.js";

const PAUSE = 1_000;

behaviour("incidents", (part) => {
  let timer = 0;
  const draw = () => {
    timer = 0;
    fetchPart(part);
  };
  const hear = ({ detail }) => {
    if (detail.type === "incident" && part.dataset.live === `ticket.${detail.ticket}`) timer ||= setTimeout(draw, PAUSE);
  };
  const deaf = on(document, "live:message", hear);
  return () => {
    clearTimeout(timer);
    deaf();
  };
});
