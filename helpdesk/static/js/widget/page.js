/* The page the visitor is on, as agents see it. Queries and fragments hold secrets: they stay here. */
const MOST = { url: 500, title: 200 };
const said = {};

export function here() {
  const url = said.url ?? location.href;
  const title = said.title ?? document.title;
  return { url: withoutSecrets(url).slice(0, MOST.url), title: String(title).slice(0, MOST.title) };
}

/** A site of one page says where its visitor is now. */
export function sayPage({ url, title } = {}) {
  Object.assign(said, { url, title });
}

export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";

/** The way back from a mail, once: taken out of the address before anybody copies it. */
export function takeLink() {
  const found = /^#alur=([\w-]{20,})$/.exec(location.hash);
  if (found) history.replaceState(history.state, "", location.pathname + location.search);
  return found?.[1] ?? null;
}

function withoutSecrets(url) {
  try {
    const { origin, pathname } = new URL(url, location.href);
    return origin + pathname;
  } catch {
    return location.origin + location.pathname;
  }
}
