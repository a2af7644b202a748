/* A message's files: pictures where the page lets them show, else a row with the name, which always works. */
import { icon, make } from "./dom.js";
import { say } from "./settings.js";
import { ours } from "./tag.js";
import { say as ask } from "./visitor.js";
import { size } from "./when.js";

const SHOWN = /^image\/(png|jpeg|gif|webp)$/;
const FRESH_MS = 240_000; // the address of a file ends after five minutes
const WIDEST = 260;

export const files = (message) => message.files.map((file) => fileOf(file, message));

/** One on its way out: how far it is stands in a <progress>. */
export function outgoing({ name, size: bytes }, part) {
  const bar = make("progress", { max: 1, value: part, "aria-label": say("uploading", { name }) });
  return make("div", { class: "file" }, icon("file"), make("span", { class: "fn" }, make("b", {}, name), make("small", {}, size(bytes))), part < 1 ? bar : null);
}

function fileOf(file, message) {
  if (!SHOWN.test(file.type)) return row(file, message);
  const image = make("img", { src: ours(file.url), alt: file.name, width: file.width, height: file.height });
  if (file.width) image.style.width = `${Math.min(WIDEST, file.width)}px`; // its place is kept while it loads
  const link = make("a", { class: file.width ? "pic" : "pic unsized", ...target(file), onclick: (event) => open(event, file, message) }, image);
  image.addEventListener("error", () => link.replaceWith(row(file, message)));
  return link;
}

function row(file, message) {
  const about = make("span", { class: "fn" }, make("b", {}, file.name), make("small", {}, size(file.size)));
  return make("a", { class: "file", ...target(file), onclick: (event) => open(event, file, message) }, icon("file"), about, icon("download"));
}

const target = (file) => ({ href: ours(file.url), target: "_blank", rel: "noopener noreferrer" });

/* The window opens with the click, or the browser would take it for one that nobody asked for. */
async function open(event, file, message) {
  if (Date.now() - message.gotAt < FRESH_MS) return;
  event.preventDefault();
  const shown = globalThis.open("about:blank", "_blank");
  try {
    const { urls } = await ask("links/", { files: [file.id] });
    if (shown) shown.opener = null;
    if (shown) shown.location.replace(ours(urls[file.id]));
  } catch {
    shown?.close();
  }
}
