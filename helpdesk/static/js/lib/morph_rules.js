/* What every change in place leaves alone, ours (morph.js) and htmx's own (hx-swap="morph"):
     data-keep   is never touched (what a person is typing in)
     what somebody has typed into a field and not sent, and which details are open */
/* global Idiomorph */

const begun = new WeakSet(); // fields; asked before anything of them changes

Object.assign(Idiomorph.defaults.callbacks, {
  beforeNodeMorphed(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) return true;
    begun[isBegun(old) ? "add" : "delete"](old);
    return !("keep" in old.dataset) && !old.isEqualNode(fresh);
  },
  beforeNodeRemoved: (old) => !(old.nodeType === Node.ELEMENT_NODE && "keep" in old.dataset),
  beforeAttributeUpdated: (name, element) => !(name === "open" && element.matches("details, dialog")) && !(name === "value" && begun.has(element)),
});

const isBegun = (field) => field.matches("input, textarea") && field.value !== field.defaultValue;
