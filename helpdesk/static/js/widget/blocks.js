/* An agent's light Markdown, which comes as a tree: only what stands here becomes an element, only to such addresses
   a link. */
import { make } from "./dom.js";
import { say } from "./settings.js";

const BLOCKS = { p: "p", ul: "ul", ol: "ol", pre: "pre" };
const INLINE = { b: "strong", i: "em", code: "code" };
const SCHEMES = ["http:", "https:", "mailto:", "tel:"];
const BARE = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?')]/g;

export function blocks(tree) {
  return tree.filter(({ t }) => t in BLOCKS).map(({ t, c }) => make(BLOCKS[t], {}, block(t, c)));
}

/** Plain words: lines stay, addresses can be followed. */
export function words(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(BARE)) {
    parts.push(text.slice(from, found.index), link(found[0], [found[0]]));
    from = found.index + found[0].length;
  }
  return [make("p", {}, ...parts, text.slice(from))];
}

function block(t, children) {
  if (t !== "ul" && t !== "ol") return children.map(inline);
  return children.map((item) => make("li", {}, Array.isArray(item) ? item.map(inline) : inline(item)));
}

function inline(part) {
  if (typeof part === "string") return part;
  if (part?.t in BLOCKS) return blocks([part]);
  const [kind, ...inside] = part;
  if (kind === "br" && !inside.length) return make("br");
  if (!inside.length) return kind;
  if (kind === "a") return link(inside[0], inside.slice(1).map(inline));
  return make(INLINE[kind] ?? "span", {}, inside.map(inline));
}

function link(address, inside) {
  if (!isAllowed(address)) return make("span", {}, ...inside);
  const look = { href: address, target: "_blank", rel: "noopener noreferrer nofollow" };
  return make("a", look, ...inside, make("span", { class: "vh" }, ` ${say("new_tab")}`));
}

function isAllowed(address) {
  try {
    return SCHEMES.includes(new URL(address).protocol);
  } catch {
    return false;
  }
}
