// Why this pick and not one of its alternates, told when somebody wants to know.

import * as api from "./api.js";
import { h } from "./dom.js";

/** A line that opens; what it says is fetched then. */
export function whyBox(turnId) {
  const told = h("div", { class: "why-told" });
  const box = h("details", { class: "why" }, h("summary", {}, "Why this one?"), told);
  box.addEventListener("toggle", () => box.open && !told.hasChildNodes() && tell(told, turnId));
  return box;
}

async function tell(place, turnId) {
  try {
    const why = await api.why(turnId);
    const beside = why.beside.length ? h("ul", { "aria-label": "Beside it" }, why.beside.map((line) => h("li", {}, line))) : null;
    place.replaceChildren(...[why.told && h("p", {}, why.told), beside].filter(Boolean));
    if (!place.hasChildNodes()) place.append(h("p", {}, "There was nothing else to compare it with."));
  } catch (refusal) {
    place.replaceChildren(h("p", { role: "alert" }, refusal.message));
  }
}
