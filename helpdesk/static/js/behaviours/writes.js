/* data-behaviour="writes" data-kind="reply|note": a button elsewhere that opens the composer ("R", "N"). */
import { behaviour } from "../lib/behaviours.js";
import { on, tell } from "../lib/dom.js";

behaviour("writes", (button) => on(button, "click", () => tell("composer:write", { kind: button.dataset.kind })));
