"use strict";

// The page: pictures come in, the network's thread answers, rows show it.

const PICTURES = /\.(jpe?g|jpe|jfif|png|apng|webp|bmp|dib|gif|tiff?|avif|hei[cf]|hif|mpo)$/i;

let state = "starting"; // starting, ready, failed
let handedOver = false; // Whether the network's thread has all that it needs.
let told = null; // What the message bar says: {key, details, bad}.
let worker = null;
let numbered = 0;

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  const touched = matchMedia("(pointer: coarse)").matches; // Nobody drops or pastes on a phone.
  for (const each of document.querySelectorAll("[data-text]")) {
    each.textContent = text((touched && each.dataset.touch) || each.dataset.text);
  }
  for (const each of document.querySelectorAll("[data-label]")) {
    each.setAttribute("aria-label", text(each.dataset.label));
    each.title = text(each.dataset.label);
  }
  for (const each of byId("languages").children) {
    each.setAttribute("aria-pressed", String(each.lang === chosen));
  }
  byId("summary").textContent = summary();
  fillKnown();
  tellState();
  tellBar();
  fillAbout();
  for (const entry of entries) drawRow(entry);
  arrange();
}

function tellState() {
  const waiting = entries.filter((each) => kindOf(each) === "waiting").length;
  const line = byId("state");
  line.classList.toggle("ready", state === "ready" && !waiting);
  if (state === "failed") line.textContent = "";
  else if (waiting && state === "ready") {
    line.textContent = text("working", { done: entries.length - waiting, all: entries.length });
  } else line.textContent = text(state);
}

function tell(key, details, bad) {
  // What stands there for good is not overwritten by what passes.
  if (told && (told.bad || told.key === "altered")) return;
  told = key && { key, details, bad };
  tellBar();
}

function tellBar() {
  byId("bar").hidden = !told;
  byId("bar").classList.toggle("bad", Boolean(told && told.bad));
  byId("bar").textContent = told ? text(told.key, told.details) : "";
}

// For programs that drive this page.
function announce(kind, detail) {
  document.dispatchEvent(new CustomEvent(kind, { detail }));
}

// ---- The network's thread -----------------------------------------------------------------------

async function startNetwork() {
  try {
    const pieces = (kind) => [...document.querySelectorAll(`script[data-piece="${kind}"]`)];
    const scripts = ["decoder", "framing", "answering"].map((name) => pieces(name)[0].textContent);
    const runtime = await unpacked(pieces("runtime")[0].textContent);
    const parts = [runtime, ...scripts.map((each) => `\n${each}`)];
    worker = new Worker(URL.createObjectURL(new Blob(parts, { type: "text/javascript" })));
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = (event) => fail(event.message || "its thread ended");
    for (const kind of ["wasm", "model"]) {
      for (const piece of pieces(kind)) {
        worker.postMessage({ take: kind, text: piece.textContent.trim() });
        piece.remove();
        await new Promise((resume) => setTimeout(resume)); // The page stays alive meanwhile.
      }
    }
    worker.postMessage({ start: { numbers: facts.numbers, classes: facts.classes.length } });
    handedOver = true;
    for (const entry of entries) ask(entry);
  } catch (error) {
    fail(String((error && error.message) || error));
  }
}

function unpacked(base64) {
  const bytes = Uint8Array.from(atob(base64.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

function fail(reason) {
  state = "failed";
  const old = typeof DecompressionStream === "undefined" || typeof OffscreenCanvas === "undefined";
  tell(old ? "old_browser" : "not_started", { reason }, true);
  tellState();
  announce("tlgui-failed", reason);
}

function hear(message) {
  if (message.ready) {
    state = "ready";
    if (message.altered) tell("altered");
    tellState();
  } else if (message.failed) fail(message.failed);
  else if (message.answer === 0) seen(message);
  else {
    const entry = entries.find((each) => each.id === message.answer);
    if (entry) answered(entry, message); // Else it was removed meanwhile.
  }
}

function answered(entry, { probabilities = null, distance = null, problem = null, details }) {
  Object.assign(entry, { probabilities, distance, problem, details });
  if (probabilities) entry.order = ordered(probabilities);
  drawRow(entry);
  arrange();
  tellState();
  announce("tlgui-answer", { name: entry.name, probabilities, distance, problem });
}

function ask(entry) {
  worker.postMessage({ look: entry.id, file: entry.file });
}

// ---- Pictures come in ---------------------------------------------------------------------------

function take(files) {
  takeNamed([...files].map((file) => ({ file, name: file.name || text("pasted") })));
}

function takeNamed(some) {
  tell(some.length ? null : "no_files");
  const before = entries.length;
  for (const { file, name } of some) {
    const entry = { id: ++numbered, file, name, url: URL.createObjectURL(file), row: make("li") };
    entry.picture = pictureOf(entry);
    entries.push(entry);
    if (handedOver) ask(entry);
  }
  // One that was alone until now had more room.
  for (const entry of entries.slice(before === 1 ? 0 : before)) drawRow(entry);
  arrange();
  tellState();
}

// Only what might be a picture, in the order of their names: nobody chose these one by one.
function takeFolder(found) {
  const hidden = /(^|\/)\./;
  const some = found.filter(({ name }) => PICTURES.test(name) && !hidden.test(name));
  const order = new Intl.Collator(undefined, { numeric: true });
  takeNamed(some.sort((a, b) => order.compare(a.name, b.name)));
}

function takeChosenFolder(files) {
  takeFolder([...files].map((file) => ({ file, name: file.webkitRelativePath })));
}

async function drop(event) {
  event.preventDefault();
  byId("over").hidden = true;
  const items = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry());
  const handles = [...event.dataTransfer.items].map(
    (item) => item.getAsFileSystemHandle && item.getAsFileSystemHandle(),
  );
  const folders = items.filter((item) => item && item.isDirectory);
  const whole = new Set(folders.map((folder) => folder.name));
  const files = [...event.dataTransfer.files].filter((file) => file.type || !whole.has(file.name));
  if (files.length || !folders.length) take(files);
  if (!folders.length) return;
  try {
    const opened = (await Promise.all(handles)).filter((each) => each && each.kind === "directory");
    const found = opened.length ? opened.map((each) => filesBehind(each)) : folders.map(filesIn);
    takeFolder((await Promise.all(found)).flat());
  } catch (error) {
    tell("no_folders"); // Some browsers read no folder for a page from the disk.
  }
}

// Where there are handles, as in Chrome, the other way is closed to pages from the disk.
async function filesBehind(handle, above = "") {
  const name = above + handle.name;
  if (handle.kind === "file") return [{ file: await handle.getFile(), name }];
  const found = [];
  for await (const each of handle.values()) found.push(...(await filesBehind(each, `${name}/`)));
  return found;
}

async function filesIn(folder) {
  const reader = folder.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const each of some) {
      if (each.isDirectory) found.push(...(await filesIn(each)));
      else {
        const file = await new Promise((done, failed) => each.file(done, failed));
        found.push({ file, name: each.fullPath.slice(1) });
      }
    }
  }
}

function removeEntry(entry) {
  forget(entry);
  entries.splice(entries.indexOf(entry), 1);
  if (entries.length === 1) drawRow(entries[0]);
  arrange();
  tellState();
  byId(entries.length ? "rows" : "choose_here").focus();
}

function removeAll() {
  entries.splice(0).forEach(forget);
  arrange();
  tellState();
  byId("choose_here").focus();
}

function forget(entry) {
  URL.revokeObjectURL(entry.url);
  entry.row.remove();
}

// ---- Start --------------------------------------------------------------------------------------

const CHOOSE = { choose: "files", choose_here: "files", choose_folder: "folder" };
for (const [id, input] of Object.entries(CHOOSE)) {
  byId(id).addEventListener("click", () => byId(input).click());
}
for (const [id, act] of [["files", take], ["folder", takeChosenFolder]]) {
  byId(id).addEventListener("change", (event) => {
    const chosen = [...event.target.files];
    event.target.value = ""; // The same files can be chosen again.
    act(chosen);
  });
}
byId("threshold").addEventListener("input", (event) => setThreshold(Number(event.target.value)));
byId("save").addEventListener("click", saveTable);
byId("clear").addEventListener("click", removeAll);
byId("more").addEventListener("click", () => {
  limit += SHOWN_AT_ONCE;
  arrange();
});
byId("large_close").addEventListener("click", () => byId("large").close());
for (const id of ["large", "camera"]) {
  byId(id).addEventListener("click", (event) => event.target === byId(id) && byId(id).close());
}
for (const each of Object.keys(words)) {
  const made = button("", () => speak(each));
  made.textContent = words[each].language;
  made.lang = each;
  byId("languages").append(made);
}
const holdsFiles = (event) => [...event.dataTransfer.types].includes("Files");
window.addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  byId("over").hidden = false;
});
window.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) byId("over").hidden = true;
});
window.addEventListener("drop", (event) => holdsFiles(event) && drop(event));
window.addEventListener("paste", (event) => {
  if (event.clipboardData.files.length) take(event.clipboardData.files);
});
document.addEventListener("DOMContentLoaded", startNetwork);
speak(language);
