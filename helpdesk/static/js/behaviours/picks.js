/* data-behaviour="picks" on a list of boxes that a button opens: what is ticked stands on the button (data-picked in it).
   data-none: what stands there while nothing is. */
import { behaviour } from "../lib/behaviours.js";
import { all, make, on, one } from "../lib/dom.js";

behaviour("picks", (list) => {
  const button = one(`[popovertarget="${list.id}"]`);
  const name = button.getAttribute("aria-label").split(":")[0];
  return on(list, "change", () => {
    const words = all("input:checked", list).map((box) => box.closest("label").textContent.trim());
    const pills = words.map((word) => make("span", { class: "pill" }, word));
    one("[data-picked]", button).replaceChildren(...(pills.length ? pills : [make("span", { class: "t3" }, list.dataset.none)]));
    button.setAttribute("aria-label", `${name}: ${words.join(", ")}`);
  });
});
