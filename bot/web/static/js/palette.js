// One accent, taken from the clip's own colours and made readable on the page's paper.

const toLinear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const toGamma = (v) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

function parse(hex) {
  return [1, 3, 5].map((i) => toLinear(parseInt(hex.slice(i, i + 2), 16) / 255));
}

/** Linear RGB -> OKLCH (B. Ottosson's OKLab). */
function toLch([r, g, b]) {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const t = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * t;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * t;
  return { l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * t, c: Math.hypot(a, bb), h: Math.atan2(bb, a) };
}

function fromLch({ l, c, h }) {
  const a = c * Math.cos(h);
  const b = c * Math.sin(h);
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
  return rgb.map((v) => Math.min(1, Math.max(0, v)));
}

const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** WCAG contrast ratio of two linear colours, 1..21. */
export function contrast(one, two) {
  const [low, high] = [luminance(one), luminance(two)].sort((p, q) => p - q);
  return (high + 0.05) / (low + 0.05);
}

const hex = (rgb) => `#${rgb.map((v) => Math.round(toGamma(v) * 255).toString(16).padStart(2, "0")).join("")}`;

/** The liveliest of the clip's colours; null for a grey clip. */
function liveliest(palette) {
  const shades = palette.filter((p) => /^#[0-9a-f]{6}$/i.test(p)).map((p, rank) => ({ ...toLch(parse(p)), rank }));
  const lively = shades.filter((p) => p.c > 0.035);
  lively.sort((p, q) => q.c - q.rank * 0.008 - (p.c - p.rank * 0.008));
  return lively[0] ?? null;
}

/** An accent with at least `least` contrast on `paper`, in the hue of the clip; null to keep the page's own. */
export function accentFor(palette, paper, dark, least = 5.2) {
  const base = liveliest(palette ?? []);
  if (!base) return null;
  const ground = parse(paper);
  let shade = { l: dark ? 0.78 : 0.5, c: Math.min(0.13, Math.max(0.085, base.c)), h: base.h };
  while (contrast(fromLch(shade), ground) < least && shade.l > 0.1 && shade.l < 0.97) {
    shade = { ...shade, l: shade.l + (dark ? 0.02 : -0.02) };
  }
  return hex(fromLch(shade));
}

const PAPER = { dark: "#100f0e", light: "#f4efe5" };

/** Colour the page by a clip's palette; an empty palette gives the page its own accent back. */
export function tint(palette) {
  const root = document.documentElement.style;
  for (const scheme of ["dark", "light"]) {
    const accent = accentFor(palette, PAPER[scheme], scheme === "dark");
    if (accent) root.setProperty(`--clip-accent-${scheme}`, accent);
    else root.removeProperty(`--clip-accent-${scheme}`);
  }
}
