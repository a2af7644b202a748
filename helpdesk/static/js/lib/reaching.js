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

function showsList(select) {
  try {
    select.showPicker();
    return true;
  } catch {
    return false; // then each arrow key changes it, and Escape leads back
  }
}

document.addEventListener("change", ({ target }) => reached.get(target)?.isList && leave(target));
document.addEventListener("focusout", ({ target }) => setTimeout(() => document.activeElement === target || reached.delete(target)));
