/* Comes with htmx (lib/htmx.js), after main.js: what only an open ticket, a form of the settings, or who is called or
   asked needs. */
import "./lib/morph_rules.js";
import "./behaviours/answers.js";
import "./behaviours/formset.js";
import "./behaviours/grow.js";
import "./behaviours/mail_frame.js";
import "./behaviours/names.js";
import "./behaviours/picks.js";
import "./behaviours/rule_order.js";
import "./behaviours/unsaved.js";
import "./composer/composer.js";
import "./live/calls.js";
import "./live/incidents.js";
import "./live/kept_focus.js";
import "./live/offers.js";
import "./live/out_of_sight.js";
import "./live/visitor.js";
