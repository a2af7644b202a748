/* What the live board and the wallboard need besides main.js. */
import "./behaviours/full_screen.js";
import "./live/board.js";
