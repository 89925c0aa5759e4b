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
const deeds = {
  j: () => step(sentences(), 1),
  k: () => step(sentences(), -1),
  n: () => turn(1),
  p: () => turn(-1),
  o: () => document.querySelector("article header a[rel]")?.click(),
  y: () => document.activeElement?.matches("a.n") && history.replaceState(null, "", document.activeElement.href),
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
