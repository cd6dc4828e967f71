// The conversation so far, down the page.

import { h, unseen } from "./dom.js";
import { wishForce, wishWords } from "./words.js";

const SAID = { first: "Here is my clip", another: "Another, please", reject: "Not for me", similar: "More like this", back: "Back to an earlier pick", relax: "Let that wish go" };
const CAME_OF = { failed: "That did not work", cancelled: "Stopped", queued: "Waiting…", running: "Under way…" };

export const saidIn = (turn) => {
  if (turn.words) return `“${turn.words}”`;
  return turn.kind === "first" && turn.seq > 1 ? "Here is another cut" : SAID[turn.kind] ?? turn.kind;
};

/** Turns as a list, oldest first; `onBack(turn)` returns to one. */
export function conversation(turns, current, onBack) {
  return h(
    "section",
    { class: "history", "aria-labelledby": "history-title" },
    h("h3", { id: "history-title" }, "The conversation"),
    h("ol", {}, turns.map((turn) => entry(turn, turn.seq === current?.seq, onBack))),
  );
}

function entry(turn, now, onBack) {
  const pick = turn.picks[0];
  const answer = pick ? [h("strong", {}, pick.title), ` ${pick.artist}`] : turn.no_match ? "Nothing passed" : turn.answer || (CAME_OF[turn.state] ?? "");
  const back = pick && !now && turn.kind !== "back";
  return h(
    "li",
    { "aria-current": now ? "step" : null },
    h("span", { class: "said" }, saidIn(turn)),
    h("span", { class: "answer" }, answer),
    back && h("button", { type: "button", class: "link", on: { click: () => onBack(turn) } }, "Back to this", unseen(` ${pick.title}`)),
  );
}

/** The wishes in force, as chips. */
export function standing(brief) {
  if (!brief?.length) return null;
  const chips = brief.map((entry) => h("li", { data: { force: wishForce(entry) } }, wishWords(entry)));
  return h("section", { class: "standing", "aria-label": "What you asked for so far" }, h("h3", {}, "You asked for"), h("ul", {}, chips));
}

/** The pick-bearing turn to return to from turn `seq`: a turn that itself went back counts as the one it went to. */
export function turnBefore(turns, seq) {
  const own = turns.filter((turn) => turn.picks.length && turn.kind !== "back");
  const from = turns.find((turn) => turn.seq === seq);
  const meant = from?.kind === "back" ? own.find((turn) => turn.picks[0].track_id === from.picks[0]?.track_id) : from;
  return own.filter((turn) => turn.seq < (meant?.seq ?? seq)).at(-1);
}
