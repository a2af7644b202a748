/* Alur("identify", …), Alur("open"), …: what the page may ask for. A mistake of the page is told in its console. */
import { hear, tell } from "./bus.js";
import { write } from "./composer.js";
import { frame } from "./frame.js";
import { identifyBy } from "./identity.js";
import { unread } from "./marks.js";
import { sayPage } from "./page.js";
import { rememberNothing } from "./store.js";

const listeners = { unread: [] };

export function commands({ open, close, speak, forget }) {
  const does = {
    identify(source) {
      identifyBy(source);
      tell("identified");
    },
    open: () => open(),
    close,
    forget,
    lang: speak,
    page: sayPage,
    write(words) {
      write(String(words ?? ""));
      open();
    },
    theme(name) {
      frame.theme = name;
      tell("repaint");
    },
    consent(isGiven) {
      if (isGiven === false) rememberNothing();
    },
    on(name, listener) {
      if (!listeners[name]) throw new Error(`there is no "${name}" to listen to`);
      listeners[name].push(listener);
      listener(unread());
    },
  };
  return (name, ...words) => {
    try {
      if (!Object.hasOwn(does, name)) throw new Error(`there is no command "${name}"`);
      does[name](...words);
    } catch (error) {
      console.warn(`Alur: ${error.message}.`);
    }
  };
}

hear("unread", ({ n }) => {
  for (const listener of listeners.unread) {
    try {
      listener(n);
    } catch (error) {
      console.warn("Alur: the page's listener failed.", error);
    }
  }
});
