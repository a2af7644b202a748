/* data-behaviour="theme"         a button that turns day to night; data-url: where the choice of a signed-in agent is kept
   data-behaviour="theme-choice"  a form with buttons name="theme" value="system|light|dark"
   Without an account the choice stays in a cookie, so that the server draws the right page at once. */
import { ask, token } from "../lib/http.js";
import { behaviour } from "../lib/behaviours.js";
import { all, icon, on } from "../lib/dom.js";

const YEAR = 365 * 24 * 3600;
const night = matchMedia("(prefers-color-scheme: dark)");

behaviour("theme", (button) => {
  const draw = () => button.querySelector(".i")?.replaceWith(icon(isDark() ? "moon" : "sun"));
  const choose = () => {
    set(isDark() ? "light" : "dark", button.dataset.url);
    draw();
  };
  draw();
  night.addEventListener("change", draw);
  document.addEventListener("theme:changed", draw);
  return on(button, "click", choose);
});

behaviour("theme-choice", (form) =>
  on(form, "submit", (event) => {
    event.preventDefault();
    set(event.submitter.value, form.action);
  }),
);

export function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && night.matches);
}

function set(theme, url) {
  document.documentElement.dataset.theme = theme;
  for (const option of all("[name=theme][role=menuitemradio]")) option.setAttribute("aria-checked", option.value === theme);
  document.dispatchEvent(new CustomEvent("theme:changed"));
  if (url) {
    ask(url, { method: "POST", body: new URLSearchParams({ theme, csrfmiddlewaretoken: token() }) }).catch(() => {});
  } else {
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
  }
}
