// Explains why this pick and not one of its alternates; loaded when the box is opened.

import * as api from "./api.js";
import { h } from "./dom.js";

/** A collapsible box; its text is fetched when it is first opened. */
export function whyBox(turnId) {
  const content = h("div", { class: "why-told" });
  const box = h("details", { class: "why" }, h("summary", {}, "Why this one?"), content);
  box.addEventListener("toggle", () => box.open && !content.hasChildNodes() && fill(content, turnId));
  return box;
}

async function fill(place, turnId) {
  try {
    const why = await api.why(turnId);
    const beside = why.beside.length ? h("ul", { "aria-label": "Beside it" }, why.beside.map((line) => h("li", {}, line))) : null;
    place.replaceChildren(...[why.told && h("p", {}, why.told), beside].filter(Boolean));
    if (!place.hasChildNodes()) place.append(h("p", {}, "There was nothing else to compare it with."));
  } catch (refusal) {
    place.replaceChildren(h("p", { role: "alert" }, refusal.message));
  }
}
