/* data-behaviour="full-screen" on a button: the page fills the screen, and again: no more. Hidden where the browser cannot. */
import { behaviour } from "../lib/behaviours.js";
import { on } from "../lib/dom.js";

behaviour("full-screen", (button) => {
  button.hidden = !document.fullscreenEnabled;
  return on(button, "click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
});
