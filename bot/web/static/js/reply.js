// The answer to what was asked of a pick.

import { h } from "./dom.js";

/** An answer as a paragraph, its addresses as links; the rest is text, whatever it holds. */
export function answerLine(answer) {
  const parts = answer.split(/(https?:\/\/[^\s<>]+)/);
  const pieces = parts.map((part, place) => (place % 2 ? h("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : part));
  return h("p", { class: "reply-line", lang: "", dir: "auto" }, pieces);
}
