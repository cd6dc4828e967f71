// What comes of a turn that keeps its pick: answers, remarks, and what is loved now.

import { announce, h } from "./dom.js";
import { asked } from "./refine.js";

/** An answer as a paragraph, its addresses as links; the rest is text, whatever it holds. */
export function answerLine(answer) {
  const parts = answer.split(/(https?:\/\/[^\s<>]+)/);
  const pieces = parts.map((part, place) => (place % 2 ? h("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : part));
  return h("p", { class: "reply-line", lang: "", dir: "auto" }, pieces);
}

/** The answer to a turn's questions, what came of its edits, and what is asked back. */
export function remark(turn, busy, onAnswer) {
  const question = turn.question && asked(turn.question, busy, onAnswer);
  if (!turn.answer && !question) return h("p", { class: "refusal", role: "status" }, turn.edited || "Nothing to change there; the pick stands.");
  if (turn.answer) announce(turn.answer);
  return h("div", { class: "reply" }, turn.answer && answerLine(turn.answer), question);
}

/** Note what is loved: by words that praised the pick, or on another card of the same track. */
export function noteLoved(verdicts, turn, stage) {
  for (const id of turn?.loved ?? []) verdicts[id] = "accepted";
  if (turn?.note === "praised" && stage) verdicts[stage.id] = "accepted";
}
