// The close look at a page that is open.
import { accessible } from "../checks/accessible.mjs";
import { keyboard, skipLink } from "../checks/keyboard.mjs";
import { widths } from "../checks/widths.mjs";
import { withoutScripts } from "../checks/without_scripts.mjs";

/** Faults of the page on a desk; its frame is tried only where nobody has seen such a frame. */
export async function examine(desk, { status, frameIsNew }) {
  const { page } = desk;
  const faults = [
    ...(await withoutScripts(page, await desk.plain(), status)),
    ...(await accessible(page)),
    ...(await widths(page)),
    ...(await keyboard(page)),
  ];
  return frameIsNew ? [...faults, ...(await skipLink(page))] : faults;
}
