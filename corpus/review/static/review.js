// The review page works by forms and links; this adds keys, zoom, jumps between evidence, and names to choose from.
import { connectChoices } from "./choices.js";

const byId = (id) => document.getElementById(id);
const claim = byId("claim");
const scroll = byId("scroll");

// Evidence: one piece is the current one, on the page and in the list.
const pieces = [...document.querySelectorAll(".piece")].map((item) => item.dataset.piece);
let current = -1;

function showEvidence(index, scrollList = true) {
  if (!pieces.length) return;
  current = (index + pieces.length) % pieces.length;
  const number = pieces[current];
  for (const marked of document.querySelectorAll("[data-piece]")) {
    marked.classList.toggle("current", marked.dataset.piece === number);
  }
  if (scrollList) byId(`q${number}`).scrollIntoView({ block: "nearest" });
  const mark = byId(`e${number}`);
  if (!scroll || !mark) return;
  const box = mark.getBoundingClientRect();
  const frame = scroll.getBoundingClientRect();
  const room = Math.max((frame.height - box.height) / 2, 24);
  const middle = (box.left + box.right - frame.left - frame.right) / 2;
  scroll.scrollBy({ top: box.top - frame.top - room, left: middle });
}

for (const jump of document.querySelectorAll(".jump")) {
  jump.addEventListener("click", (event) => {
    if (!jump.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    showEvidence(pieces.indexOf(jump.closest(".piece").dataset.piece), false);
    if (matchMedia("(max-width: 799px)").matches) scroll?.scrollIntoView();
  });
}
for (const shown of document.querySelectorAll("[data-show]")) {
  shown.addEventListener("click", (event) => {
    event.preventDefault();
    showEvidence(pieces.indexOf(shown.dataset.show));
  });
}
byId("evidence-next")?.addEventListener("click", () => showEvidence(current + 1));
byId("evidence-previous")?.addEventListener("click", () => showEvidence(current - 1));

// Zoom: 1 fits the width. Pictures are fetched finer when the screen can show it.
const steps = [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 4];
let zoom = 1;

function setZoom(value) {
  const sheets = byId("sheets");
  if (!sheets) return;
  const middle = (scroll.scrollTop + scroll.clientHeight / 2) / scroll.scrollHeight;
  zoom = value;
  sheets.style.setProperty("--zoom", String(zoom));
  byId("zoom-value").textContent = `${Math.round(100 * zoom)}%`;
  scroll.scrollTo({ top: middle * scroll.scrollHeight - scroll.clientHeight / 2, behavior: "instant" });
  sharpen();
}

function sharpen() {
  for (const picture of document.querySelectorAll(".sheet img")) {
    const wanted = (picture.clientWidth * devicePixelRatio) / Number(picture.getAttribute("width"));
    const address = new URL(picture.src);
    const scale = Math.min(Math.max(Math.ceil(wanted - 0.15), 2), 4);
    if (scale > Number(address.searchParams.get("scale"))) {
      address.searchParams.set("scale", String(scale));
      picture.src = address.href;
    }
  }
}

const zoomBy = (direction) => setZoom(steps[Math.min(Math.max(steps.indexOf(zoom) + direction, 0), steps.length - 1)]);
byId("zoom-in")?.addEventListener("click", () => zoomBy(1));
byId("zoom-out")?.addEventListener("click", () => zoomBy(-1));
byId("zoom-fit")?.addEventListener("click", () => setZoom(1));

// Forms of a decision: one open at a time.
function openForm(id) {
  for (const button of document.querySelectorAll("[data-open]")) {
    const open = button.dataset.open === id;
    byId(button.dataset.open).hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  }
  const first = id && byId(id).querySelector("input:not([type=hidden]), button");
  first?.focus();
  first?.select?.();
}

const openedForm = () => document.querySelector(".form:not([hidden])")?.id ?? null;
function closeForm() {
  const button = document.querySelector(`[data-open="${openedForm()}"]`);
  openForm(null);
  button?.focus();
}
for (const button of document.querySelectorAll("[data-open]")) {
  button.addEventListener("click", () => (openedForm() === button.dataset.open ? closeForm() : openForm(button.dataset.open)));
}
for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", closeForm);
for (const button of document.querySelectorAll("[data-take]")) {
  // The other reading of a conflict goes into the correction; saving it stays the curator's word.
  button.addEventListener("click", () => {
    openForm("correct-form");
    byId(`field-${button.dataset.take}`).value = button.dataset.value;
    document.querySelector("#correct-form [value=correct]").focus();
  });
}
for (const input of document.querySelectorAll("[data-names]")) connectChoices(input);

// A decision is sent once, however often the key is hit. The page may come back from the browser's memory.
let sent = false;
addEventListener("pageshow", () => (sent = false));
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (sent) event.preventDefault();
  sent = true;
});

// Keys. Those without a modifier can be turned off (WCAG 2.1.4).
const help = byId("help");
const singleKeys = byId("single-keys");
function openHelp() {
  help.showModal();
  help.querySelector("button").focus();
}
byId("help-open")?.addEventListener("click", openHelp);
if (singleKeys) {
  singleKeys.checked = localStorage.getItem("tabularna-single-keys") !== "off";
  singleKeys.addEventListener("change", () => localStorage.setItem("tabularna-single-keys", singleKeys.checked ? "on" : "off"));
}
const press = (selector) => document.querySelector(selector)?.click();
const actions = {
  a: () => press("#verdicts [value=accept]"),
  c: () => press("[data-open=correct-form]"),
  r: () => press("[data-open=reject-form]"),
  s: () => press("#verdicts [value=skip]"),
  u: () => press(document.querySelector("#undo-last, #back-last") ? "#undo-last button, #back-last" : "#undo-here"),
  j: () => press("#queue-next"),
  k: () => press("#queue-previous"),
  t: () => press("[data-take]"),
  n: () => showEvidence(current + 1),
  p: () => showEvidence(current - 1),
  "+": () => zoomBy(1),
  "=": () => zoomBy(1),
  "-": () => zoomBy(-1),
  0: () => setZoom(1),
  "/": () => { byId("search")?.focus(); byId("search")?.select(); },
  "?": openHelp,
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.key === "Escape") {
    if (openedForm()) closeForm();
    else if (document.activeElement?.id === "search") claim?.focus();
    return;
  }
  if (help?.open || singleKeys?.checked === false) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
  const reason = openedForm() === "reject-form" && document.querySelector(`[data-reason="${CSS.escape(event.key)}"]`);
  const wholeRow = event.shiftKey && event.key.toLowerCase() === "a" && (() => press("#accept-row"));
  const act = reason ? () => reason.click() : wholeRow || actions[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

// Begin at the evidence, and with the queue at this claim.
const entries = byId("entries");
const entryHere = entries?.querySelector("[aria-current]");
if (entryHere) entries.scrollTop += entryHere.getBoundingClientRect().top - entries.getBoundingClientRect().top - 60;
if (openedForm()) openForm(openedForm());
else if (claim && location.pathname.startsWith("/claims/")) claim.focus({ preventScroll: true });
const asked = pieces.indexOf(location.hash.replace("#e", ""));
const here = pieces.findIndex((number) => byId(`e${number}`));
if (scroll) scroll.style.scrollBehavior = "auto";
showEvidence(Math.max(asked >= 0 ? asked : here, 0), asked >= 0);
scroll?.style.removeProperty("scroll-behavior");
sharpen();
document.documentElement.dataset.ready = "true"; // keys are heard from now on
