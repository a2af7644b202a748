/* The chat on somebody's site. One tag brings all of it:
     <script async src="https://help.example/chat/widget.js" data-key="…" data-lang="id" data-theme="auto"></script>
   It adds <alur-chat> to the page and one global, Alur(command, …): widget/commands.js. */
import { start } from "./widget/start.js";

start();
