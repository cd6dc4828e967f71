// A new cut of the clip in the same conversation.

import { h } from "./dom.js";
import { TYPES } from "./start.js";

/** Where a new cut of the clip is brought: "Bring a new cut". */
export function versionPlace(onFile) {
  const input = h("input", { type: "file", id: "version", accept: TYPES, class: "hidden-text", on: { change: () => take() } });
  const take = () => {
    const file = input.files[0];
    input.value = ""; // the same file may be chosen again
    if (file) onFile(file);
  };
  return h("p", { class: "version", hidden: true }, h("label", { for: "version", class: "quiet" }, "Bring a new cut"), input, " The track stays where the pictures are the same.");
}
