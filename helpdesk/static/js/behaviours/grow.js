/* data-behaviour="grow" on a textarea: as high as its text, where CSS (field-sizing) cannot do it yet. */
import { behaviour } from "../lib/behaviours.js";
import { on } from "../lib/dom.js";

behaviour("grow", (area) => {
  if (CSS.supports("field-sizing", "content")) return null;
  const grow = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  };
  grow();
  return on(area, "input", grow);
});
