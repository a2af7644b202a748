/* data-behaviour="mail-frame" data-src="…" on <details> with an <iframe>: a mail as its sender drew it, loaded when it is opened and
   as high as it is. [data-show-images] in it shows the images of others, this once. Nothing runs in the frame: it is sandboxed. */
import { behaviour } from "../lib/behaviours.js";
import { every, on, one } from "../lib/dom.js";

const HIGHEST = 20_000; // pixels

behaviour("mail-frame", (details) => {
  const frame = one("iframe", details);
  const load = (query = "") => {
    frame.hidden = false;
    frame.src = `${details.dataset.src}${query}`;
  };
  const fit = () => {
    const page = frame.contentDocument?.documentElement;
    if (page) frame.style.height = `${Math.min(page.scrollHeight + 1, HIGHEST)}px`;
  };
  const sized = new ResizeObserver(fit);
  const loaded = () => {
    fit();
    const body = frame.contentDocument?.body;
    if (body) sized.observe(body);
  };
  return every(
    () => sized.disconnect(),
    on(details, "toggle", () => details.open && !frame.getAttribute("src") && load()),
    on(frame, "load", loaded),
    on(details, "click", "[data-show-images]", (_event, button) => {
      button.closest(".note-bar").remove();
      load("?images=shown");
    }),
  );
});
