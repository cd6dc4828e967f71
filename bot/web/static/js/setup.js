// The set-up: the Discord bot, the music, the graphics card. Everything is tried before anything is written.

import * as api from "./api.js";
import { announce, h } from "./dom.js";

const LOOK_MS = 1000;
const RESTART_MS = 60000; // after which `musechat up` is not what runs here

/** The screen; `onDone` leads to the first clip. Fill it with the server's state by `show`. */
export function setupScreen(onDone) {
  const node = h("section", { class: "setup" }, h("h1", {}, "Set MuseChat up."), h("p", { class: "lede" }, "Three steps; each is tried before it is kept. You can come back later; all other settings have their place in the file that this page writes."));
  return { node, show: (state) => node.append(...screens(state, onDone)) };
}

function screens(state, onDone) {
  const token = tokenStep(state);
  const music = musicStep(state);
  const gpu = gpuStep(state);
  const end = h("div", { class: "setup-end" });
  const problem = h("p", { class: "refusal", role: "alert", hidden: true });
  const save = h("button", { type: "button", class: "primary big" }, "Save and start");
  save.addEventListener("click", async () => {
    save.disabled = true;
    tell(problem, "");
    try {
      const wish = { token: token.value(), folder: music.value(), gpu: gpu.value() };
      const { file } = await api.saveSetup(wish);
      end.replaceChildren(h("p", { role: "status" }, `Written to ${file}. MuseChat starts with it …`));
      await restarted();
      end.replaceChildren(...ending(token.invite(), wish.folder, onDone));
      announce("MuseChat is set up.");
    } catch (refusal) {
      tell(problem, refusal.message);
      save.disabled = false;
    }
  });
  return [h("ol", { class: "steps" }, token.node, music.node, gpu.node), h("div", { class: "setup-save" }, save, h("button", { type: "button", class: "quiet", on: { click: onDone } }, "Not now")), problem, end];
}

function ending(invite, folder, onDone) {
  const lines = [h("h2", {}, "It runs.")];
  if (invite) lines.push(h("p", {}, "Now ", inviteLink(invite, "invite it to your server"), ", and post a clip there with ", h("strong", {}, "/recommend"), "."));
  if (folder) lines.push(h("p", {}, "The music is being listened to, a few seconds for each track; what is heard can be picked at once."));
  lines.push(h("button", { type: "button", class: "primary", on: { click: onDone } }, "Try a clip here"));
  return lines;
}

function tokenStep(state) {
  let tested = "";
  let invite = "";
  const input = h("input", { id: "token", type: "password", autocomplete: "off", spellcheck: "false", placeholder: state.token ? "set already; paste another to replace it" : "paste it here" });
  const told = answerLine();
  const test = h("button", { type: "button" }, "Test connection");
  test.addEventListener("click", () =>
    tried(test, told, async () => {
      const bot = await api.testToken(input.value.trim());
      tested = input.value.trim();
      invite = bot.invite;
      return [`Discord knows it as ${bot.name}. `, inviteLink(bot.invite, "Invite it to your server."), forOneself(bot.install), h("small", { class: "rights" }, `The invitation asks for: ${state.rights.join(", ")}.`)];
    }),
  );
  const node = step("A Discord bot", [
    h("p", {}, "Make an application at ", h("a", { href: state.portal, target: "_blank", rel: "noreferrer" }, "Discord's developer portal"), ", open ", h("strong", {}, "Bot"), ", press ", h("strong", {}, "Reset Token"), " and copy what it shows."),
    h("label", { for: "token" }, "Its token"),
    h("div", { class: "say-row" }, input, test),
    told,
  ]);
  return { node, value: () => input.value.trim() || undefined, invite: () => (input.value.trim() === tested ? invite : "") };
}

function musicStep(state) {
  const input = h("input", { id: "folder", type: "text", autocomplete: "off", spellcheck: "false", placeholder: "~/Music" });
  const told = answerLine();
  const look = h("button", { type: "button" }, "Look inside");
  look.addEventListener("click", () =>
    tried(look, told, async () => {
      const { files } = await api.testMusic(input.value.trim());
      return [`${files.toLocaleString("en")} music ${files === 1 ? "file" : "files"}.`];
    }),
  );
  const has = state.tracks ? `The library has ${state.tracks.toLocaleString("en")} tracks; a folder given here is added.` : "MuseChat recommends what you own, and nothing else.";
  return { node: step("Music", [h("p", {}, has), h("label", { for: "folder" }, "A folder on this machine"), h("div", { class: "say-row" }, input, look), told]), value: () => input.value.trim() || undefined };
}

function gpuStep(state) {
  const choice = (value, label, on, off) => h("label", { class: "choice" }, h("input", { type: "radio", name: "gpu", value, checked: on, disabled: off }), label);
  const gpu = h("div", { class: "choices", role: "radiogroup", "aria-label": "Graphics card" }, choice("no", "No: the small models that came with it", state.profile !== "gpu", false), choice("yes", "Yes: larger models, fetched once (gigabytes)", state.profile === "gpu", !state.gpu));
  const found = state.gpu ? "A graphics card of NVIDIA's was found. Larger models hear and see more, and need it." : "No graphics card of NVIDIA's was found here; nothing needs one.";
  return { node: step("Graphics card", [h("p", {}, found), gpu]), value: () => gpu.querySelector("input:checked").value === "yes" };
}

const step = (title, body) => h("li", { class: "step" }, h("h2", {}, title), ...body);
const answerLine = () => h("p", { class: "tried", role: "status", hidden: true });
const inviteLink = (url, words) => h("a", { href: url, target: "_blank", rel: "noreferrer" }, words);

const forOneself = (url) =>
  url
    ? h("span", {}, " Or ", inviteLink(url, "install it for yourself"), ", to use it in private and on servers that do not have it.")
    : h("span", {}, " To let people install it for themselves, switch on User Install there, under Installation.");

async function tried(button, told, work) {
  button.disabled = true;
  told.hidden = false;
  told.classList.remove("failed");
  told.textContent = "One moment …";
  try {
    told.replaceChildren(...(await work()));
  } catch (refusal) {
    told.classList.add("failed");
    told.textContent = refusal.message;
  }
  button.disabled = false;
}

function tell(problem, line) {
  problem.textContent = line;
  problem.hidden = !line;
}

/** Wait until the server went away and came back, or until it is plain that it will not. */
async function restarted() {
  let gone = false;
  for (const end = Date.now() + RESTART_MS; Date.now() < end; ) {
    await new Promise((wake) => setTimeout(wake, LOOK_MS));
    const there = await api.setup().then(() => true, (refusal) => refusal.code !== "unreachable");
    if (gone && there) return;
    gone ||= !there;
  }
  throw new api.Refusal("not-restarted", "MuseChat did not start anew by itself. Stop it, and run “musechat up”.");
}
