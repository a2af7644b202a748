/* <alur-chat>: a shadow of our own in the page. Its rules do not reach us, ours do not reach it, and what is typed
   here is none of its business. */
import { make, set } from "./dom.js";
import { settings } from "./settings.js";
import { STYLES } from "./styles.js";
import { TAG } from "./tag.js";

const OURS_ALONE = ["keydown", "keypress", "keyup", "paste", "cut", "copy", "beforeinput", "input", "change", "focusin", "submit"];
const TONES = { fill: "--fill", on: "--on", text: "--brand", text_dark: "--brand-dark", line: "--edge", line_dark: "--edge-dark" };

export const frame = { host: null, root: null, theme: "" };

export function build() {
  frame.host = document.createElement("alur-chat");
  const shadow = frame.host.attachShadow({ mode: "open" });
  dress(shadow);
  // A page's keyboard shortcuts must not fire while somebody types here, nor its focus traps take the focus away.
  for (const type of OURS_ALONE) shadow.addEventListener(type, (event) => event.stopPropagation());
  frame.root = make("div", { class: "root" });
  shadow.append(frame.root);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  document.body.append(frame.host);
}

/** Language, colours and side, whenever one of them changed. */
export function paint() {
  const { colour, lang, position, theme } = settings;
  const asked = frame.theme || TAG.theme || theme;
  const isDark = asked === "dark" || (asked !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  set(frame.root, { lang, dir: "ltr", "data-theme": isDark ? "dark" : "light", "data-side": position });
  for (const [name, property] of Object.entries(TONES)) frame.root.style.setProperty(property, colour[name]);
}

/** Constructed sheets pass where a page forbids styles that stand in it. */
function dress(shadow) {
  if ("adoptedStyleSheets" in shadow) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    shadow.adoptedStyleSheets = [sheet];
  } else shadow.append(make("style", {}, STYLES));
}
