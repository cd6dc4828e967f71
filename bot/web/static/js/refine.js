// Input for refinements: free words, suggested words, and the five buttons about a pick.

import { h } from "./dom.js";

const QUICK = ["calmer", "more energy", "no vocals", "darker", "brighter", "slower", "piano", "electronic"];

/** The box and its chips. `onSay(words)`. */
export function refineBox(onSay, busy) {
  const input = h("input", { id: "words", name: "words", type: "text", maxlength: 500, autocomplete: "off", enterkeyhint: "send", placeholder: "calmer, and piano instead of guitar", "aria-describedby": "words-help" });
  const form = h(
    "form",
    { class: "say", on: { submit: (event) => send(event, input, onSay) } },
    h("label", { for: "words" }, "What should change?"),
    h("div", { class: "say-row" }, input, h("button", { type: "submit", class: "primary", disabled: busy }, "Refine")),
    h("p", { id: "words-help", class: "help" }, "In your own words, or one of these:"),
  );
  const chips = QUICK.map((word) => h("li", {}, h("button", { type: "button", class: "chip", disabled: busy, on: { click: () => onSay(word) } }, word)));
  return h("section", { class: "refine", "aria-label": "Refine" }, form, h("ul", { class: "chips", "aria-label": "Quick words" }, chips));
}

function send(event, input, onSay) {
  event.preventDefault();
  const words = input.value.trim();
  if (words) onSay(words);
  else input.focus();
}

/** A question beside the pick; a chosen answer is submitted as words. */
export function asked(question, busy, onSay) {
  const answer = (words) => h("button", { type: "button", class: "chip", disabled: busy, on: { click: () => onSay(words) } }, words[0].toUpperCase() + words.slice(1));
  return h("div", { class: "asked", role: "group", "aria-labelledby": "question" }, h("p", { id: "question" }, question.text), question.answers.map(answer));
}

/** How the clip's own sound lies with the music; a tap is submitted as words, and the one that holds does nothing. */
export function soundTaps(choices, busy, onSay) {
  if (!choices?.length) return null;
  const tap = ({ words, chosen }) =>
    h("button", { type: "button", class: "chip", disabled: busy, "aria-pressed": String(chosen), on: { click: () => chosen || onSay(words) } }, words);
  return h("div", { class: "sound-taps", role: "group", "aria-labelledby": "sound-taps" }, h("p", { id: "sound-taps" }, "Your clip’s sound"), choices.map(tap));
}

/** Love it · Not for me · Another · More like this · Back a turn. */
export function answers(verdict, busy, canGoBack, hooks) {
  const loved = verdict === "accepted";
  const button = (label, act, props = {}) => h("button", { type: "button", disabled: busy, on: { click: act }, ...props }, label);
  return h(
    "div",
    { class: "answers", role: "group", "aria-label": "Your answer" },
    button(loved ? "Loved" : "Love it", hooks.love, { class: "primary", "aria-pressed": String(loved), disabled: false }),
    button("Not for me", hooks.reject),
    button("Another", hooks.another),
    button("More like this", hooks.similar),
    canGoBack && button("Back a turn", hooks.back),
  );
}
