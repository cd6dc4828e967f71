// One conversation: the clip on the screen, the words, and the picks.

import * as api from "./api.js";
import { announce, h, stillMotion } from "./dom.js";
import { Draft } from "./draft.js";
import { conversation, standing, turnBefore } from "./history.js";
import { problemNote, stageNote } from "./note.js";
import { tint } from "./palette.js";
import { alternates } from "./pick.js";
import { answerLine, noteLoved } from "./reply.js";
import { Leader } from "./progress.js";
import { Theatre } from "./theatre.js";
import { versionPlace } from "./version.js";
import { clipWords } from "./words.js";

export class Thread {
  /** @param {HTMLElement} place @param {{onNewClip: () => void, workerAlive: () => boolean}} hooks */
  constructor(place, hooks) {
    this.hooks = hooks;
    this.turns = [];
    this.verdicts = {}; // by pick id
    this.theatre = new Theatre();
    this.leader = new Leader(() => this.stop());
    this.note = h("div", { class: "note-place" });
    this.below = h("div", { class: "below" });
    this.caption = h("p", { class: "clip-words" });
    this.version = versionPlace((file) => this.bringVersion(file));
    this.title = h("h1", { class: "hidden-text" }, "Music for your clip");
    const left = h("div", { class: "left" }, h("div", { class: "stays" }, this.theatre.node, this.caption, this.version));
    place.replaceChildren(h("div", { class: "thread" }, this.title, left, this.note, this.below));
  }

  /** Show a clip while its file is still being uploaded. */
  expect(url, name, share) {
    this.theatre.setClip(url, null, name);
    if (url && !stillMotion()) this.theatre.player.showSilently();
    this.sending(share);
  }

  sending(share) {
    this.leader.sending(share);
    this.note.replaceChildren(this.leader.node);
  }

  /** Load a thread from the server's data, and follow its open turns. */
  take({ thread, turns, verdicts = {} }, fresh) {
    this.id = thread.id;
    this.turns = turns;
    this.verdicts = verdicts;
    this.fresh = fresh; // asked for in this visit: music may begin by itself
    if (thread.clip) this.showClip(thread.clip.url, thread.clip.traits, thread.name);
    else if (thread.name) this.theatre.clipName = thread.name;
    this.update(turns.at(-1));
    for (const turn of turns.filter((t) => !api.isFinal(t))) this.listen(turn.id);
  }

  listen(turnId) {
    this.hush?.();
    this.hush = api.follow(turnId, (turn) => this.receive(turn));
  }

  /** A new cut of the clip: it is shown at once, and the track moves along with it where the worker recognises it. */
  async bringVersion(file) {
    if (!this.id) return;
    await this.begin(async () => {
      this.sending(0);
      const answer = await api.versionFromFile(this.id, file, (share) => this.leader.sending(share));
      this.theatre.replaceClip(URL.createObjectURL(file), file.name);
      this.described = false;
      return answer;
    });
  }

  receive(turn) {
    const at = this.turns.findIndex((known) => known.id === turn.id);
    if (at < 0) this.turns.push(turn);
    else this.turns[at] = turn;
    if (turn.video_hash && !this.theatre.url) this.showClip(turn.clip_url, turn.video, "");
    this.update(turn);
  }

  showClip(url, traits, name) {
    this.theatre.setClip(url, traits, name);
    this.describe(traits);
  }

  describe(traits) {
    if (!traits || this.described) return;
    this.described = true;
    this.caption.textContent = `What was seen: ${clipWords(traits)}`;
    this.caption.append(...(traits.told ?? []).map((line) => h("span", { class: "clip-told" }, line)));
    tint(traits.palette);
  }

  /** The newest turn that brought a pick. */
  get current() {
    return this.turns.filter((turn) => turn.picks.length).at(-1);
  }

  update(turn) {
    if (turn?.video) {
      this.theatre.setClip(this.theatre.url, turn.video);
      this.describe(turn.video);
    }
    this.busy = Boolean(turn) && !api.isFinal(turn);
    this.version.hidden = this.busy || !this.current;
    if (!this.busy || !turn.draft) this.endDraft();
    if (this.busy) return this.wait(turn);
    noteLoved(this.verdicts, turn, this.stage);
    if (turn?.picks.length) this.bring(turn);
    else this.draw(turn && problemNote(this, turn));
  }

  wait(turn) {
    this.running = turn;
    this.leader.turn(turn, this.hooks.workerAlive());
    if (turn.draft) return this.write(turn.draft);
    if (this.leader.node.parentNode && this.waitingFor === turn.id) return;
    this.waitingFor = turn.id;
    this.draw(this.leader.node);
  }

  /** Show the pick while its reason is written; it stands where the finished note will stand. */
  write(draft) {
    const begun = this.draft;
    this.draft ??= new Draft();
    this.draft.show(draft);
    if (begun) return;
    this.draw(this.leader.node);
    this.note.scrollIntoView({ block: "nearest", behavior: stillMotion() ? "auto" : "smooth" }); // the words were typed further down
  }

  endDraft() {
    if (!this.draft) return;
    this.draft.close();
    this.draft = null;
    this.waitingFor = null; // what stands there has to be drawn anew
  }

  bring(turn) {
    this.stage = turn.picks[0];
    this.theatre.setPick(this.stage);
    if (this.fresh && !stillMotion()) this.theatre.player.play();
    this.draw(turn.answer && h("div", { class: "reply" }, answerLine(turn.answer)));
    announce(`The pick: ${this.stage.title} by ${this.stage.artist}. ${this.stage.reason}`);
  }

  /** Draw note and conversation; `above` (progress or trouble) stands over the pick. */
  draw(above) {
    const turn = this.current;
    const pick = turn && this.stage;
    this.note.classList.toggle("waiting", this.busy);
    const note = this.draft ? this.draft.node : pick && stageNote(this, turn, pick);
    this.note.replaceChildren(...[above, note].filter(Boolean));
    const last = this.turns.at(-1);
    const parts = pick ? [alternates(turn.picks, pick, this.cardHooks()), standing(last.brief?.length ? last.brief : turn.brief)] : [];
    parts.push(this.turns.length > (pick ? 0 : 1) && conversation(this.turns, turn, (to) => this.say("back", { about_turn: to.seq })));
    this.below.replaceChildren(...parts.filter(Boolean));
  }

  cardHooks() {
    return {
      verdicts: this.verdicts,
      onPlay: (pick) => this.putOnStage(pick),
      onUse: async (pick) => {
        this.putOnStage(pick, false);
        await this.judge("accepted");
      },
    };
  }

  putOnStage(pick, toggle = true) {
    if (toggle && pick.id === this.stage.id) return this.theatre.player.toggle();
    this.stage = pick;
    this.theatre.setPick(pick);
    this.theatre.player.play();
    this.draw();
    document.querySelector('.card-play[aria-pressed="true"]')?.focus({ preventScroll: true });
    return announce(`Playing ${pick.title} by ${pick.artist}`);
  }

  goBack() {
    const to = turnBefore(this.turns, this.turns.at(-1).seq);
    return to && this.say("back", { about_turn: to.seq });
  }

  async judge(verdict) {
    try {
      await api.judge(this.stage.id, verdict);
      this.verdicts[this.stage.id] = verdict;
      if (verdict === "accepted") announce(`Noted: you love ${this.stage.title}`);
      this.draw();
      return true;
    } catch (refusal) {
      return this.refused(refusal);
    }
  }

  say(kind, rest) {
    return this.begin(() => api.say(this.id, { kind, ...rest }));
  }

  /** Begin a turn, one at a time, and follow it; `ask` resolves to what the server made of it. */
  async begin(ask) {
    if (this.busy) return;
    this.busy = this.fresh = true;
    try {
      const { turn } = await ask();
      this.turns.push(turn);
      this.update(turn);
      this.listen(turn.id);
    } catch (refusal) {
      this.busy = false;
      this.refused(refusal);
    }
  }

  refused(refusal) {
    this.draw(h("p", { class: "refusal", role: "alert" }, refusal.message));
    return false;
  }

  stop() {
    api.cancel(this.running.id).catch((refusal) => this.refused(refusal));
  }

  close() {
    this.endDraft();
    this.hush?.();
    this.theatre.close();
    tint([]);
  }
}
