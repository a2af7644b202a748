/* data-behaviour="panes" on .app. On a phone one pane shows at a time: data-pane="list|thread|side".
     [data-to-pane="list"]   a link or button that goes there; as a link it needs no script
     [data-side-toggle]      shows or hides the side panel, and remembers it
   F6 goes to the next pane, "." to the side panel. */
import { behaviour } from "../lib/behaviours.js";
import { all, every, isVisible, on, one, tell } from "../lib/dom.js";
import { register } from "../lib/keyboard.js";
import { recall, remember } from "../lib/store.js";

const SIDE = "side";
const isWide = matchMedia("(width >= 74rem)");

behaviour("panes", (app) => {
  const setSide = (state) => {
    const isHeld = one(".pane-side", app)?.contains(document.activeElement);
    app.dataset.side = state;
    if (isHeld && !isSideOpen(app)) one("[data-behaviour~=timeline]", app)?.focus({ preventScroll: true }); // where it was is hidden
    for (const button of all("[data-side-toggle]", app)) button.setAttribute("aria-pressed", isSideOpen(app));
  };
  if (isWide.matches && recall(SIDE) === "closed") setSide("closed");
  return every(
    on(app, "click", "[data-to-pane]", (event, target) => {
      event.preventDefault();
      show(app, target.dataset.toPane);
    }),
    on(app, "click", "[data-side-toggle]", () => {
      setSide(isSideOpen(app) ? "closed" : "open");
      if (isWide.matches) remember(SIDE, app.dataset.side);
    }),
    on(app, "pointerdown", (event) => {
      if (!isWide.matches && app.dataset.side === "open" && !event.target.closest(".pane-side, [data-side-toggle]")) setSide("closed");
    }),
    on(app, "keydown", (event) => {
      if (event.key === "Escape" && !isWide.matches && app.dataset.side === "open" && event.target.closest(".pane-side")) setSide("closed");
    }),
    register({ keys: "F6", whileTyping: true, run: () => nextPane(app) }),
  );
});

export function show(app, pane) {
  app.dataset.pane = pane;
  tell("page:pane");
  const scroll = one(`.pane-${pane} .scroll`, app);
  if (scroll?.checkVisibility()) scroll.focus({ preventScroll: true });
}

const isSideOpen = (app) => {
  const side = one(".pane-side", app);
  return Boolean(side && isVisible(side));
};

function nextPane(app) {
  const panes = all(".views, .pane", app).filter(isVisible);
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + 1) % panes.length];
  for (const places of ["textarea, a[aria-current]", ".scroll[tabindex]", "a[href], button"]) {
    const place = next && all(places, next).find(isVisible);
    if (place) return place.focus();
  }
  return null;
}
