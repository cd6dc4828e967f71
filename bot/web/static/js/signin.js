// The sign-in screen: one password, for pages that others than their own machine can reach.

import * as api from "./api.js";
import { h } from "./dom.js";

/** A screen that asks for the password and calls `onSignedIn`. `hasPassword` is false where a proxy signs people in. */
export function signInScreen(onSignedIn, hasPassword) {
  const password = h("input", { id: "password", type: "password", autocomplete: "current-password", maxlength: 200, required: true });
  const problem = h("p", { class: "refusal", role: "alert", hidden: true });
  const button = h("button", { type: "submit", class: "primary" }, "Sign in");
  const tell = (line) => {
    problem.textContent = line;
    problem.hidden = !line;
  };
  const submit = async (event) => {
    event.preventDefault();
    if (!password.value) return password.focus();
    button.disabled = true;
    tell("");
    try {
      await api.signIn(password.value);
      onSignedIn();
    } catch (refusal) {
      tell(refusal.message);
      password.select();
      password.focus();
    }
    button.disabled = false;
  };
  const form = h("form", { class: "signin-form", on: { submit } }, h("label", { for: "password" }, "Password"), h("div", { class: "say-row" }, password, button), problem);
  const closed = h("p", { class: "lede" }, "Come in through the address that its operator gave you: people sign in there.");
  const node = h(
    "section",
    { class: "signin" },
    h("h1", {}, "Who is there?"),
    hasPassword ? h("p", { class: "lede" }, "This MuseChat can be reached over a network, so it asks for the password that its operator set.") : closed,
    hasPassword && form,
  );
  return { node, focus: () => hasPassword && password.focus() };
}
