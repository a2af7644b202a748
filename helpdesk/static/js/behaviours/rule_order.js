/* data-behaviour="rule-order" around a list of rules: each li with data-place has a handle (.rule-grip) and a form (.rule-move) that
   takes the number of a place. A rule is dragged by its handle, or moved by Alt with an arrow key while the focus is on it.
   data-moved: what is said of a rule that has moved, before its place. */
import { announce } from "../lib/announce.js";
import { behaviour } from "../lib/behaviours.js";
import { all, every, isTyping, on, one } from "../lib/dom.js";

const FAR = 5; // pixels: less is a press on the handle
const EDGE = 48; // so near the edge the list scrolls along
const STEP = 12;

behaviour("rule-order", (place) => {
  let held = null; // { rule, at, isMoving }
  let pressed = false; // what follows a drag is no press on the handle

  const rules = () => all("li[data-place]", place);
  const move = (rule, to) => {
    const form = one(".rule-move", rule);
    form.elements.place.value = to;
    form.requestSubmit(one("button:not([name])", form));
    announce(`${place.dataset.moved} ${to}`);
  };
  const drop = () => {
    for (const rule of rules()) rule.classList.remove("is-held", "drop-before", "drop-after");
    held = null;
  };
  const target = (y) => {
    const others = rules().filter((rule) => rule !== held.rule);
    const after = others.findIndex((rule) => {
      const { top, height } = rule.getBoundingClientRect();
      return y < top + height / 2;
    });
    return { others, at: after < 0 ? others.length : after };
  };

  return every(
    on(place, "pointerdown", ".rule-grip", (event, grip) => {
      pressed = true;
      if (event.button !== 0) return;
      held = { rule: grip.closest("li"), at: event.clientY, isMoving: false };
      grip.setPointerCapture(event.pointerId);
    }),
    on(place, "pointermove", ".rule-grip", (event) => {
      if (!held || (!held.isMoving && Math.abs(event.clientY - held.at) < FAR)) return;
      held.isMoving = true;
      held.rule.classList.add("is-held");
      scrollAlong(place.closest(".scroll"), event.clientY);
      const { others, at } = target(event.clientY);
      others.forEach((rule, n) => {
        rule.classList.toggle("drop-before", n === at);
        rule.classList.toggle("drop-after", n === others.length - 1 && at === others.length);
      });
    }),
    on(place, "pointerup", ".rule-grip", (event) => {
      if (!held?.isMoving) return drop();
      pressed = false;
      const { rule } = held;
      const to = rankAmongAll(place, rule, target(event.clientY));
      drop();
      if (to !== Number(rule.dataset.place)) move(rule, to);
      return null;
    }),
    on(place, "pointercancel", drop),
    on(place, "click", ".rule-grip", (event) => {
      if (!pressed && event.detail) event.preventDefault(); // a drag opens no menu
      pressed = false;
    }),
    on(place, "keydown", "li[data-place]", (event, rule) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step || !event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      const last = all("ol > li:not(#rule-new)", place).length;
      const to = Number(rule.dataset.place) + step;
      if (to < 1 || to > last) return;
      one(".rule-grip", rule).focus(); // it has a name by which the focus finds it again
      move(rule, to);
    }),
  );
});

/** The place in the whole list, in which a rule that is being written has one, too. */
function rankAmongAll(place, rule, { others, at }) {
  const all_ = all("ol > li:not(#rule-new)", place).filter((one_) => one_ !== rule);
  return (at < others.length ? all_.indexOf(others[at]) : all_.length) + 1;
}

function scrollAlong(scroller, y) {
  const { top, bottom } = scroller.getBoundingClientRect();
  if (y < top + EDGE) scroller.scrollTop -= STEP;
  else if (y > bottom - EDGE) scroller.scrollTop += STEP;
}
