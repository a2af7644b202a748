/* The tag that brought us: where our server is, and what the page says in data-key, -lang, -theme, -open,
   -identity and -cookie-domain; our own pages also -tones, -greeting and -preview (a feed: nobody visits). */
const script = document.currentScript ?? document.querySelector('script[src$="/chat/widget.js"][data-key]');

export const TAG = { ...script?.dataset };
export const KEY = TAG.key ?? "";

/** An address of ours: "/chat/…" as the server writes it, or a path below the channel's own. */
export const ours = (path) => (path.startsWith("/") ? new URL(path, script.src).href : new URL(`${KEY}/${path}`, script.src).href);
