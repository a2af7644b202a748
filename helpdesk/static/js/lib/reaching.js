/* What is sent as soon as it is chosen is chosen in the open list alone: a key on a shut one changes nothing by itself. */
export const sendsAtOnce = (field) => Boolean(field.matches?.("form[hx-trigger*=change] select")) && !isOpen(field);

/* A key leads to a field; Escape, or what one chooses there, leads back to where one was: the other keys work again. */
const reached = new WeakMap(); // field → {from, isList: the browser shows its list, so a change is a choice}

export function reach(field) {
  const from = document.activeElement;
  field.focus();
  reached.set(field, { from, isList: field.matches("select") && showsList(field) });
}

export function leave(field) {
  const from = reached.get(field)?.from;
  field.blur();
  if (from?.isConnected) from.focus({ preventScroll: true });
}

export function showsList(select) {
  try {
    select.showPicker();
    return true;
  } catch {
    return false; // then each arrow key changes it, and Escape leads back
  }
}

document.addEventListener("change", ({ target }) => reached.get(target)?.isList && leave(target));
document.addEventListener("focusout", ({ target }) => setTimeout(() => document.activeElement === target || reached.delete(target)));

function isOpen(select) {
  try {
    return select.matches(":open");
  } catch {
    return false; // no such selector: then the keys of an open list do not come here either
  }
}
