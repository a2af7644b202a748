/* Who the site says this is: a token it signed, asked of the page whenever one is needed.
   Alur("identify", source): a token, {user, hash}, or a function that brings one of them. */
const MOST_WAIT = 2 ** 31 - 1;
const RENEW_MS = 60_000; // so long before it ends
const known = { source: null, timer: 0 };

export const isIdentified = () => known.source !== null;

export function identifyBy(source) {
  known.source = source ?? null;
}

/** null: nobody is signed in on the site, or its own code failed. */
export async function identity(onEnd) {
  clearTimeout(known.timer);
  if (!known.source) return null;
  try {
    const found = await (typeof known.source === "function" ? known.source() : known.source);
    const said = typeof found === "string" ? { jwt: found.trim() } : found;
    if (said?.jwt) waitForEnd(said.jwt, onEnd);
    return said?.jwt || said?.user ? said : null;
  } catch (error) {
    console.warn("Alur: the page's identify function failed.", error);
    return null;
  }
}

function waitForEnd(jwt, onEnd) {
  const ends = endOf(jwt);
  if (!ends) return;
  const left = ends * 1000 - Date.now() - RENEW_MS;
  known.timer = setTimeout(onEnd, Math.min(Math.max(left, RENEW_MS / 2), MOST_WAIT));
}

function endOf(jwt) {
  try {
    const middle = jwt.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    return JSON.parse(atob(middle)).exp ?? 0;
  } catch {
    return 0;
  }
}
