/* data-behaviour="copy" data-text="…", or data-copies="<id of a field>": puts the text on the clipboard and says so. */
import { announce } from "../lib/announce.js";
import { behaviour } from "../lib/behaviours.js";
import { icon, on } from "../lib/dom.js";
import { say } from "../lib/words.js";

const SHOWN_MS = 1600;

behaviour("copy", (button) =>
  on(button, "click", async () => {
    await navigator.clipboard.writeText(button.dataset.text ?? document.getElementById(button.dataset.copies).value);
    announce(say("copied"));
    const before = button.querySelector(".i");
    const done = icon("check", before?.classList.contains("i-s") ? "s" : "");
    before?.replaceWith(done);
    setTimeout(() => done.isConnected && done.replaceWith(before), SHOWN_MS);
  }),
);
