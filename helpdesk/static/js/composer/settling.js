/* Two windows have written one draft: the person says whose text it is. What gives way can be had back. */
import { say } from "../lib/words.js";
import { toast } from "../behaviours/toasts.js";

/** `whose`: "mine", of this window, or "theirs". */
export async function settle(composer, whose) {
  const { kind, current: draft } = composer;
  try {
    composer.area.focus(); // the button will be gone
    if (whose === "mine") return await draft.keepMine();
    const mine = await draft.takeTheirs();
    if (kind === composer.kind) composer.show();
    return toast({ words: say("text_replaced"), undo: () => putBack(composer, kind, mine) });
  } catch (refusal) {
    return composer.complain(refusal.message);
  }
}

function putBack(composer, kind, text) {
  composer.drafts[kind].takeIn(text);
  if (composer.form.isConnected) composer.open(kind);
  else composer.drafts[kind].saveNow();
}
