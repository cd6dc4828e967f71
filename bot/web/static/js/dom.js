// Builds elements from plain data. Text is always inserted as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element. `props`: attributes; `on` maps event names to listeners; booleans toggle attributes. */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element. */
export function s(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (name === "on") Object.entries(value).forEach(([event, listener]) => node.addEventListener(event, listener));
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "value" || name === "muted") node[name] = value;
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat(3).filter((child) => child != null && child !== false));
  return node;
}

/** Text for screen readers only. */
export const unseen = (text) => h("span", { class: "hidden-text" }, text);

/** Set a custom property; style attributes are forbidden by the page's own policy. */
export function setVar(node, name, value) {
  node.style.setProperty(name, value);
}

/** Announce a text to screen readers, through the page's one live region. */
export function announce(text) {
  const region = document.getElementById("announcer");
  if (region.textContent !== text) region.textContent = text;
}

export const stillMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** 83.4 -> "1:23" */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** 83.4 -> "1 minute 23 seconds", for screen readers. */
export function spokenClock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = `${whole % 60} second${whole % 60 === 1 ? "" : "s"}`;
  return minutes ? `${minutes} minute${minutes === 1 ? "" : "s"} ${rest}` : rest;
}
