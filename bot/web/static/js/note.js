// What a turn came to, beside the clip: the pick with its reason and answers, or what stands in the way of one.

import { turnBefore, saidIn } from "./history.js";
import { pickNote } from "./pick.js";
import { remark } from "./reply.js";
import { answers, asked, refineBox, soundTaps } from "./refine.js";
import { failure, noMatch } from "./trouble.js";
import { whyBox } from "./why.js";

/** Why a turn brought no pick, and the way on. */
export function problemNote(thread, turn) {
  if (turn.no_match) {
    const onBack = turnBefore(thread.turns, thread.turns.length) && (() => thread.goBack());
    return noMatch(turn.no_match, { onRelax: () => thread.say("relax", { about_turn: turn.seq }), onBack });
  }
  if (turn.state === "done") return remark(turn, thread.busy, (words) => thread.say("refine", { words }));
  const again = () => thread.say(turn.kind, { words: turn.words });
  return failure(turn, { onAgain: turn.kind === "first" ? null : again, onNewClip: thread.hooks.onNewClip });
}

/** The pick on the stage: its reason, what is asked about it, and the answers to it. */
export function stageNote(thread, turn, pick) {
  const kicker = pick.rank === 0 ? `For ${turn.kind === "first" && !turn.words ? "your clip" : saidIn(turn)}` : "An alternate, on trial";
  const verdict = thread.verdicts[pick.id];
  const refine = (words) => thread.say("refine", { words });
  const question = turn.question && thread.turns.at(-1) === turn && asked(turn.question, thread.busy, refine);
  const why = pick.rank === 0 && whyBox(turn.id);
  const note = pickNote(pick, verdict, kicker, { why, asked: question, edited: pick.rank === 0 && turn.edited, unsure: turn.unsure });
  const sound = pick.rank === 0 && soundTaps(turn.sound, thread.busy, refine);
  const keep = thread.refine?.contains(document.activeElement) ? document.activeElement.id : null;
  thread.refine = refineBox(refine, thread.busy);
  const canGoBack = Boolean(turnBefore(thread.turns, turn.seq));
  note.append(answers(verdict, thread.busy, canGoBack, answerHooks(thread, turn)), ...[sound, thread.refine].filter(Boolean));
  if (keep) queueMicrotask(() => document.getElementById(keep)?.focus());
  return note;
}

function answerHooks(thread, turn) {
  const about = { about_turn: turn.seq };
  const shown = thread.stage;
  const alternate = shown.rank > 0 && `“${shown.title}” by ${shown.artist}`;
  return {
    love: () => thread.judge("accepted"),
    another: () => thread.say("another", about),
    reject: async () => (await thread.judge("rejected")) && thread.say("reject", about),
    similar: () => (alternate ? thread.say("refine", { words: `more like ${alternate}` }) : thread.say("similar", about)),
    back: () => thread.goBack(),
  };
}
