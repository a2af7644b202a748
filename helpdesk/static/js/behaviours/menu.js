/* data-behaviour="menu" on a button with popovertarget="<id>" (and aria-haspopup="menu" when it opens a role="menu").
   The browser opens and closes the popover; this puts it beside its button, moves by arrow keys, and closes it on a choice. */
import { behaviour } from "../lib/behaviours.js";
import { all, every, on } from "../lib/dom.js";

const GAP = 6;
const EDGE = 8;

behaviour("menu", (button) => {
  const menu = document.getElementById(button.getAttribute("popovertarget"));
  if (!menu) return null;
  let mine = false;
  button.setAttribute("aria-expanded", "false");
  return every(
    on(button, "click", () => (mine = true)),
    on(menu, "toggle", (event) => {
      const isOpen = event.newState === "open" && mine;
      button.setAttribute("aria-expanded", isOpen);
      if (isOpen) {
        place(menu, button);
        enter(menu);
      } else {
        mine = false;
      }
    }),
    on(menu, "htmx:afterSwap", () => {
      if (!mine) return;
      place(menu, button); // what it holds may have come only now
      if (!menu.contains(document.activeElement)) enter(menu);
    }),
    on(menu, "keydown", (event) => mine && move(event, menu)),
    // A button that sends is still needed until it has sent: hidden, it loses the focus, and with it its say.
    on(menu, "click", "[role^=menuitem]", (_event, item) => mine && !(item.form && item.type === "submit") && menu.hidePopover()),
    on(menu, "submit", () => mine && menu.hidePopover()),
  );
});

const items = (menu) => all("[role^=menuitem], a[href], button, input", menu).filter((item) => item.checkVisibility() && !item.disabled);

const enter = (menu) => (menu.querySelector("[aria-checked=true], [autofocus]") ?? items(menu)[0] ?? menu).focus();

function move(event, menu) {
  const choices = items(menu);
  const at = choices.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined || event.target.matches("select, textarea") || (isLine(event.target) && !event.key.startsWith("Arrow"))) {
    if (event.key === "Tab" && menu.role === "menu") menu.hidePopover();
    return;
  }
  event.preventDefault();
  choices.at(to % choices.length)?.focus();
}

/** A line to write in has no above and below, but a beginning and an end. */
const isLine = (field) => field.matches("input[type=text], input[type=search]");

/** Below the button, or above where there is no room; never over the edge of the window. */
function place(menu, button) {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + GAP;
  const top = below + height > innerHeight - EDGE && at.top - GAP - height > EDGE ? at.top - GAP - height : below;
  const fromRight = at.left + width > innerWidth - EDGE;
  const left = fromRight ? at.right - width : at.left;
  menu.style.top = `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE))}px`;
  menu.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
}
