/* Comes with htmx (lib/htmx.js), after main.js: what only an open ticket needs. */
import "./lib/morph_rules.js";
import "./behaviours/mail_frame.js";
import "./composer/composer.js";
