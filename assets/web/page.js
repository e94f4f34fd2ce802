"use strict";

// The page: pictures come in, the network's thread answers, rows show it.

const facts = JSON.parse(document.getElementById("facts").textContent);
const words = JSON.parse(document.getElementById("texts").textContent);
const SHOWN_AT_ONCE = 100;
const TOP = 3;
const TOP_OF_ONE = 8; // A single picture has room for more classes,
const NAMED_AT_ONCE = 24; // and an empty page for these.

const byId = (id) => document.getElementById(id);
const entries = []; // {id, file, name, url, picture, row, probabilities, order, problem, details}
let language = (navigator.languages || [navigator.language]).find((each) => words[each.slice(0, 2)]);
language = language ? language.slice(0, 2) : "en";
let threshold = facts.threshold;
let filter = "all";
let limit = SHOWN_AT_ONCE;
let state = "starting"; // starting, ready, failed
let told = null; // what the message bar says: {key, details, bad}
let worker = null;
let numbered = 0;

// ---- Words --------------------------------------------------------------------------------------

function text(key, details = {}) {
  let found = key.split(".").reduce((at, part) => at[part], words[language]);
  if (typeof found === "object") found = found[new Intl.PluralRules(language).select(details.n)] || found.other;
  const filled = { ...details };
  if (typeof filled.n === "number") filled.n = new Intl.NumberFormat(language).format(filled.n);
  return found.replace(/\{(\w+)\}/g, (whole, name) => (name in filled ? filled[name] : whole));
}

function share(value, digits = 1) {
  const options = { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language, options).format(value);
}

function make(tag, kind, content) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  if (content !== undefined) made.textContent = content;
  return made;
}

function button(kind, content, pressed, act) {
  const made = make("button", kind, content);
  made.type = "button";
  if (pressed !== null) made.setAttribute("aria-pressed", String(pressed));
  made.addEventListener("click", act);
  return made;
}

function wordOf(label) {
  const made = make("li");
  made.append(isolated(label));
  return made;
}

function icon(name) {
  return byId(`icon_${name}`).content.cloneNode(true);
}

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  for (const each of document.querySelectorAll("[data-text]")) each.textContent = text(each.dataset.text);
  for (const each of document.querySelectorAll("[data-label]")) {
    each.setAttribute("aria-label", text(each.dataset.label));
    each.title = text(each.dataset.label);
  }
  byId("languages").setAttribute("aria-label", text("languages"));
  byId("languages").replaceChildren(
    ...Object.keys(words).map((each) => {
      const made = button("", words[each].language, each === chosen, () => speak(each));
      made.lang = each;
      return made;
    }),
  );
  byId("summary").textContent = summary();
  const named = facts.labels.slice(0, NAMED_AT_ONCE).map(wordOf);
  const more = facts.labels.length - named.length;
  byId("knows").replaceChildren(...named, ...(more ? [make("li", "", text("and_more", { n: more }))] : []));
  tellState();
  tellBar();
  fillAbout();
  for (const entry of entries) drawRow(entry);
  arrange();
}

function summary() {
  const classes = text("classes", { n: facts.labels.length });
  const best = facts.figures.find((each) => each.split !== "train");
  if (!best) return text("summary_bare", { classes });
  const [low, high] = best.interval.map((each) => share(each));
  const pictures = text(`pictures_${best.split}`, { n: best.pictures });
  return text("summary", { classes, share: share(best.accuracy), pictures, low, high });
}

function tellState() {
  const waiting = entries.filter((each) => !each.probabilities && !each.problem).length;
  const line = byId("state");
  line.classList.toggle("ready", state === "ready" && !waiting);
  if (state === "failed") line.textContent = "";
  else if (waiting && state === "ready") {
    line.textContent = text("working", { done: entries.length - waiting, all: entries.length });
  } else line.textContent = text(state);
}

function tell(key, details, bad) {
  told = key && { key, details, bad };
  tellBar();
}

function tellBar() {
  byId("bar").hidden = !told;
  byId("bar").classList.toggle("bad", Boolean(told && told.bad));
  byId("bar").textContent = told ? text(told.key, told.details) : "";
}

// ---- The network's thread -----------------------------------------------------------------------

async function startNetwork() {
  try {
    const pieces = (kind) => [...document.querySelectorAll(`script[data-piece="${kind}"]`)];
    const packed = await fetchlessBytes(pieces("runtime")[0].textContent);
    const scripts = ["decoder", "framing", "answering"].map((name) => pieces(name)[0].textContent);
    const source = URL.createObjectURL(
      new Blob([packed, ...scripts.map((each) => `\n${each}`)], { type: "text/javascript" }),
    );
    worker = new Worker(source);
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = (event) => fail(event.message || "the network's thread ended");
    for (const take of ["wasm", "model"]) {
      for (const piece of pieces(take)) {
        worker.postMessage({ take, text: piece.textContent.trim() });
        piece.remove();
        await new Promise((resume) => setTimeout(resume)); // The page stays alive meanwhile.
      }
    }
    worker.postMessage({ start: { numbers: facts.numbers, classes: facts.classes.length } });
    for (const entry of entries) ask(entry);
  } catch (error) {
    fail(String((error && error.message) || error));
  }
}

async function fetchlessBytes(base64) {
  const bytes = Uint8Array.from(atob(base64.trim()), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked).arrayBuffer();
}

function fail(reason) {
  state = "failed";
  const missing = typeof DecompressionStream === "undefined" || typeof OffscreenCanvas === "undefined";
  tell(missing ? "old_browser" : "not_started", { reason }, true);
  tellState();
  announce("tlgui-failed", reason);
}

function hear(message) {
  if (message.ready) {
    state = "ready";
    if (message.altered) tell("altered");
    tellState();
  } else if (message.failed) {
    fail(message.failed);
  } else {
    const entry = entries.find((each) => each.id === message.answer);
    if (!entry) return; // It was removed meanwhile.
    entry.probabilities = message.probabilities || null;
    entry.problem = message.problem || null;
    entry.details = message.details;
    if (entry.probabilities) {
      entry.order = [...entry.probabilities.keys()].sort((a, b) => entry.probabilities[b] - entry.probabilities[a] || a - b);
    }
    drawRow(entry);
    arrange();
    tellState();
    const { name, probabilities, problem } = entry;
    announce("tlgui-answer", { name, probabilities, problem });
  }
}

// For programs that drive this page.
function announce(kind, detail) {
  document.dispatchEvent(new CustomEvent(kind, { detail }));
}

function ask(entry) {
  entry.asked = true;
  worker.postMessage({ look: entry.id, file: entry.file });
}

// ---- Pictures come in ---------------------------------------------------------------------------

function take(files) {
  const some = [...files].filter((file) => !file.name.startsWith("."));
  if (!some.length) return tell("no_files");
  if (told && !told.bad && told.key !== "altered") tell(null);
  for (const file of some) {
    const name = file.webkitRelativePath || file.name || text("pasted");
    const url = URL.createObjectURL(file);
    const entry = { id: ++numbered, file, name, url, row: make("li") };
    entry.picture = pictureOf(entry);
    entries.push(entry);
    drawRow(entry);
    if (worker && state !== "failed") ask(entry);
  }
  // The first was alone until now, and had more room.
  if (entries.length > some.length) drawRow(entries[0]);
  arrange();
  tellState();
  return undefined;
}

function pictureOf(entry) {
  const picture = make("img");
  picture.alt = "";
  picture.loading = "lazy";
  picture.decoding = "async";
  picture.onerror = () => {
    entry.picture = make("span", "no-picture");
    entry.picture.append(icon("picture"));
    picture.replaceWith(entry.picture);
  };
  picture.src = entry.url;
  return picture;
}

function drop(event) {
  event.preventDefault();
  byId("over").hidden = true;
  const folders = [...event.dataTransfer.items].some((item) => {
    const found = item.webkitGetAsEntry && item.webkitGetAsEntry();
    return found && found.isDirectory;
  });
  const files = [...event.dataTransfer.files].filter((file) => !folders || file.type);
  if (files.length) take(files);
  else if (!folders) tell("no_files");
  if (folders) tell("no_folders");
}

function removeEntry(entry) {
  URL.revokeObjectURL(entry.url);
  entry.row.remove();
  entries.splice(entries.indexOf(entry), 1);
  if (entries.length === 1) drawRow(entries[0]);
  arrange();
  tellState();
  byId(entries.length ? "rows" : "choose_here").focus();
}

// ---- Rows ---------------------------------------------------------------------------------------

function kindOf(entry) {
  if (entry.problem) return "unread";
  if (!entry.probabilities) return "waiting";
  return entry.probabilities[entry.order[0]] >= threshold ? "accepted" : "unsure";
}

function isolated(name, kind) {
  const made = make("bdi", kind, name); // Whatever way a name is written, it turns nothing around it.
  made.title = name;
  return made;
}

function drawRow(entry) {
  const kind = kindOf(entry);
  const { row } = entry;
  row.className = `row ${kind}`;
  row.dataset.id = entry.id;
  const thumb = button("thumb", undefined, null, () => showLarge(entry));
  thumb.setAttribute("aria-label", text("larger", { name: entry.name }));
  thumb.disabled = !entry.probabilities;
  thumb.append(entry.picture);
  const names = make("div", "about-it");
  if (kind === "accepted") names.append(isolated(facts.labels[entry.order[0]], "title"));
  if (kind === "unsure") names.append(make("span", "title", text("unsure_title")));
  const file = make("p", "file");
  file.append(isolated(entry.name));
  names.append(file);
  const remove = button("button icon remove", undefined, null, () => removeEntry(entry));
  remove.setAttribute("aria-label", text("remove", { name: entry.name }));
  remove.append(icon("close"));
  const parts = [thumb, names];
  if (kind === "unread") {
    const reason = text(`problems.${entry.problem}`, entry.details);
    parts.push(make("p", "problem", text("problem", { name: entry.file.name || entry.name, reason })));
  } else {
    const bars = make("ul", "bars");
    if (entry.probabilities) fillBars(bars, entry, entries.length === 1 ? TOP_OF_ONE : TOP);
    parts.push(bars, make("span", "badge", text(kind)));
  }
  row.replaceChildren(...parts, remove);
}

function fillBars(list, entry, count) {
  list.replaceChildren(
    ...entry.order.slice(0, count).map((at) => {
      const value = entry.probabilities[at];
      const line = make("li");
      const track = make("span", "track");
      const fill = make("div", "fill");
      fill.style.width = `${100 * value}%`;
      track.append(fill);
      line.append(isolated(facts.labels[at], "name"), track, make("span", "share", share(value)));
      return line;
    }),
  );
}

// Which rows are there, in which order, and what stands above and below them.
function arrange() {
  const counts = { all: entries.length, accepted: 0, unsure: 0, unread: 0, waiting: 0 };
  for (const entry of entries) counts[kindOf(entry)] += 1;
  if (!counts[filter]) filter = "all";
  const wanted = entries.filter((entry) => filter === "all" || kindOf(entry) === filter);
  const rows = wanted.slice(0, limit).map((entry) => entry.row);
  const list = byId("rows");
  if (rows.length !== list.children.length || rows.some((row, at) => row !== list.children[at])) {
    list.replaceChildren(...rows);
  }
  list.classList.toggle("single", entries.length === 1);
  document.body.classList.toggle("empty", !entries.length);
  byId("answers").hidden = !entries.length;
  byId("more").hidden = wanted.length <= limit;
  byId("more").textContent = text("more", { n: Math.min(SHOWN_AT_ONCE, wanted.length - limit) });
  const chips = [["all", "all"], ["accepted", "accepted_count"], ["unsure", "unsure_count"], ["unread", "unread_count"]];
  byId("chips").setAttribute("aria-label", text("show"));
  byId("chips").replaceChildren(
    ...chips
      .filter(([kind]) => kind === "all" || counts[kind])
      .map(([kind, key]) => {
        const made = button("", text(key, { n: counts[kind] }), kind === filter, () => {
          filter = kind;
          limit = SHOWN_AT_ONCE;
          arrange();
          byId("chips").querySelector("[aria-pressed=true]").focus();
        });
        return made;
      }),
  );
  byId("threshold").value = threshold;
  byId("threshold_shown").textContent = share(threshold, 0);
  byId("save").disabled = counts.accepted + counts.unsure + counts.unread === 0;
}

function showLarge(entry) {
  const kind = kindOf(entry);
  byId("large").className = kind;
  byId("large_picture").src = entry.url;
  byId("large_title").replaceChildren(
    kind === "unsure" ? text("unsure_title") : isolated(facts.labels[entry.order[0]]),
  );
  byId("large_file").replaceChildren(isolated(entry.name));
  fillBars(byId("large_bars"), entry, entry.order.length);
  byId("large").showModal();
}

// ---- The table ----------------------------------------------------------------------------------

// A text that no spreadsheet takes for a formula, quoted where it must be.
function cell(value) {
  let told = String(value);
  if (typeof value === "string" && /^[=+\-@\t\r\n]/.test(told)) told = `'${told}`;
  return /[",\r\n]/.test(told) ? `"${told.replaceAll('"', '""')}"` : told;
}

function table() {
  const names = ["file", "label", "confidence", "second_label", "second_confidence", "decision"];
  const lines = [[...names, ...facts.classes, "error"]];
  for (const entry of entries) {
    const kind = kindOf(entry);
    if (kind === "waiting") continue;
    const line = [entry.name, ...Array(5 + facts.classes.length).fill(""), ""];
    if (kind === "unread") {
      line[line.length - 1] = text(`problems.${entry.problem}`, entry.details);
    } else {
      entry.order.slice(0, 2).forEach((at, place) => {
        line[1 + 2 * place] = facts.classes[at];
        line[2 + 2 * place] = entry.probabilities[at];
      });
      line[5] = kind;
      entry.probabilities.forEach((value, at) => (line[6 + at] = value));
    }
    lines.push(line);
  }
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

function saveTable() {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([table()], { type: "text/csv" }));
  link.download = "answers.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// ---- About the model ----------------------------------------------------------------------------

function fillAbout() {
  const { numbers } = facts;
  const body = byId("about_body");
  body.replaceChildren();
  if (facts.figures.length) {
    body.append(make("h3", "", text("figures")));
    const grid = make("table");
    const line = (tag, cells) => {
      const made = make("tr");
      made.append(...cells.map((each) => make(tag, "", each)));
      grid.append(made);
    };
    line("th", ["split", "accuracy", "interval", "macro_f1"].map((key) => text(key)));
    for (const each of facts.figures) {
      const [low, high] = each.interval.map((value) => share(value));
      const name = text(each.split, { n: each.pictures });
      line("td", [name, share(each.accuracy), `${low} – ${high}`, each.macro_f1.toFixed(3)]);
    }
    body.append(grid);
  }
  const list = make("ul", "words");
  list.append(...facts.labels.map(wordOf));
  const size = { width: numbers.width, height: numbers.height };
  const made = { ...facts.made, date: new Date(facts.made.date).toLocaleDateString(language) };
  body.append(
    make("h3", "", text("known")),
    list,
    make("p", "muted", text("known_more")),
    make("h3", "", text("sees")),
    make("p", "", text(`sees_${numbers.framing}`, size)),
    make("p", "", text("decides", { share: share(facts.threshold) })),
    make("h3", "", text("made")),
    make("p", "", text("made_more", made)),
    make("pre", "", facts.made.notice),
  );
}

// ---- Start --------------------------------------------------------------------------------------

for (const [id, input] of [["choose", "files"], ["choose_here", "files"], ["choose_folder", "folder"]]) {
  byId(id).addEventListener("click", () => byId(input).click());
}
for (const id of ["files", "folder"]) {
  byId(id).addEventListener("change", (event) => {
    const chosen = [...event.target.files];
    event.target.value = ""; // The same files can be chosen again.
    // Of a folder only what might be a picture.
    take(id === "folder" ? chosen.filter((file) => /^image\//.test(file.type) || /\.(hei[cf]|hif|avif|jfif|tiff?)$/i.test(file.name)) : chosen);
  });
}
byId("threshold").addEventListener("input", (event) => {
  threshold = Number(event.target.value);
  for (const entry of entries) drawRow(entry);
  arrange();
});
byId("save").addEventListener("click", saveTable);
byId("clear").addEventListener("click", () => {
  for (const entry of entries.splice(0)) {
    URL.revokeObjectURL(entry.url);
    entry.row.remove();
  }
  arrange();
  tellState();
  byId("choose_here").focus();
});
byId("more").addEventListener("click", () => {
  limit += SHOWN_AT_ONCE;
  arrange();
});
byId("large_close").addEventListener("click", () => byId("large").close());
byId("large").addEventListener("click", (event) => {
  if (event.target === byId("large")) byId("large").close();
});
byId("rows").tabIndex = -1;
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
