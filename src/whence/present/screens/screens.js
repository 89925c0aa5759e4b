// Comfort for those who have scripts: the pages work without.

const text = (element) => (element.closest("input, textarea, select, [contenteditable]") ? true : false);
const on = () => localStorage.getItem("whence-keys") !== "off";

/* The same voice lights up while the pointer or the focus is on one of its groups. */
const marked = document.querySelectorAll("[data-voice]");
const light = (voice) => {
  for (const element of marked) element.classList.toggle("same", voice !== "" && element.dataset.voice === voice);
};
const voiceOf = (target) => (target instanceof Element && target.closest("[data-voice]")?.dataset.voice) || "";
if (marked.length > 0) {
  document.addEventListener("pointerover", (event) => light(voiceOf(event.target)));
  document.addEventListener("focusin", (event) => light(voiceOf(event.target)));
}

/* Keys. */
const step = (list, by) => {
  const all = [...list];
  const here = all.indexOf(document.activeElement);
  let at = here + by;
  if (here < 0) {
    const below = all.findIndex((element) => element.getBoundingClientRect().top >= 0);
    at = by > 0 ? Math.max(below, 0) : below - 1;
  }
  all[Math.min(Math.max(at, 0), all.length - 1)]?.focus();
};
const sentences = () => document.querySelectorAll("article a.n");
const turns = () => [...document.querySelectorAll("section.group")].map((group) => group.querySelector("a.n")).filter(Boolean);
const turn = (by) => {
  const group = document.activeElement?.closest("section.group");
  const first = group?.querySelector("a.n");
  if (first && by < 0 && first !== document.activeElement) first.focus();
  else {
    if (first) first.focus();
    step(turns(), by);
  }
};

/* A sentence that a link led to has the focus, so that the keys go on from there. */
const led = location.hash === "#at" ? document.getElementById("at") : null;
led?.focus();
const sentence = () => (document.activeElement?.matches("a.n[data-at]") ? document.activeElement : led);
const about = (page) => {
  const at = sentence()?.dataset.at;
  if (at) location.assign(`${location.pathname}/${page}?at=${at}`);
};

/* Copying; what was copied is said. */
const say = (words) => {
  const place = document.getElementById("copied");
  if (place) place.textContent = words;
};
const copy = async (words, what) => {
  try {
    await navigator.clipboard.writeText(words);
    say(`${what} copied`);
  } catch {
    say("This browser lets nothing be copied here.");
  }
};
const link = (from) => {
  const words = from.parentElement.textContent.replace(/^\s*\d+\s*/, "").trim().split(/\s+/).slice(0, 6).join(" ");
  const asked = new URLSearchParams({ at: from.dataset.at, words: words.slice(0, 80) });
  return `${location.origin}${location.pathname}?${asked}#at`;
};
const permalink = () => {
  const from = sentence();
  if (!from) return;
  history.replaceState(null, "", link(from));
  copy(link(from), "Permalink");
};
const copied = (button) => {
  if (button.dataset.link) copy(document.getElementById(button.dataset.link).href, "Link");
  else copy(document.getElementById(button.dataset.text).value, "Citation");
};
const buttons = document.querySelectorAll("button.copy");
for (const button of buttons) {
  button.hidden = false;
  button.addEventListener("click", () => copied(button));
}
const cite = () => {
  const first = document.querySelector("button.copy[data-text]");
  if (first) copied(first);
  else about("cite");
};
const deeds = {
  j: () => step(sentences(), 1),
  k: () => step(sentences(), -1),
  n: () => turn(1),
  p: () => turn(-1),
  o: () => document.querySelector("article header a[rel]")?.click(),
  y: permalink,
  c: cite,
  "[": () => about("back"),
  "]": () => about("on"),
  "/": () => document.getElementById("q")?.focus(),
  "?": () => location.assign("/keys"),
};
let before = "";
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    light("");
    if (text(document.activeElement)) document.activeElement.blur();
    return;
  }
  if (!on() || event.ctrlKey || event.metaKey || event.altKey || text(event.target)) return;
  const deed = before === "g" && event.key === "h" ? () => location.assign("/") : deeds[event.key];
  before = event.key;
  if (!deed) return;
  event.preventDefault();
  deed();
});

/* Keys can be switched off. */
const box = document.getElementById("keys-on");
if (box) {
  document.getElementById("switch").hidden = false;
  box.checked = on();
  box.addEventListener("change", () => localStorage.setItem("whence-keys", box.checked ? "on" : "off"));
}

/* A file may be dropped anywhere on the field. */
const drop = document.querySelector(".drop");
if (drop) {
  const field = drop.querySelector("input");
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length > 0) field.files = event.dataTransfer.files;
    });
  }
}
