"use strict";

// The pictures and their answers, a row each.

const SHOWN_AT_ONCE = 100;
const TOP = 3;
const TOP_OF_ONE = 8; // A single picture has room for more classes.
const CHIPS = {
  all: "all",
  accepted: "accepted_count",
  unsure: "unsure_count",
  unknown: "unknown_count",
  unread: "unread_count",
};

// {id, file, name, url, picture, row, probabilities, distance, order, problem, details}
const entries = [];
let threshold = facts.threshold;
let filter = "all";
let limit = SHOWN_AT_ONCE;

function kindOf(entry) {
  if (entry.problem) return "unread";
  if (!entry.probabilities) return "waiting";
  return decided(entry.probabilities, entry.order, entry.distance);
}

// As tlgui decides: what is like nothing that was learned from is unknown, however sure the answer.
function decided(probabilities, order, distance) {
  if (facts.unknown_above !== null && distance !== null && distance > facts.unknown_above) return "unknown";
  const own = facts.class_thresholds[order[0]];
  return probabilities[order[0]] >= (own === null ? threshold : own) ? "accepted" : "unsure";
}

// Places of the classes, the most probable first.
function ordered(probabilities) {
  return [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a] || a - b);
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

function drawRow(entry) {
  const kind = kindOf(entry);
  const { row } = entry;
  row.className = `row ${kind}`;
  const thumb = button("thumb", () => showLarge(entry));
  thumb.setAttribute("aria-label", text("larger", { name: entry.name }));
  thumb.disabled = !entry.probabilities;
  thumb.append(entry.picture);
  const names = make("div", "about-it");
  if (entry.probabilities) names.append(titleOf(entry, "title"));
  const file = make("p", "file");
  file.append(isolated(entry.name));
  names.append(file);
  const parts = [thumb, names];
  if (kind === "unread") {
    const reason = text(`problems.${entry.problem}`, entry.details);
    parts.push(make("p", "problem", text("problem", { name: entry.file.name || entry.name, reason })));
  } else {
    const bars = make("ul", "bars");
    if (entry.probabilities) {
      fillBars(bars, entry.probabilities, entry.order, entries.length === 1 ? TOP_OF_ONE : TOP);
    }
    parts.push(bars, make("span", "badge", text(kind)));
  }
  const remove = button("button icon remove", () => removeEntry(entry));
  remove.setAttribute("aria-label", text("remove", { name: entry.name }));
  remove.append(icon("close"));
  row.replaceChildren(...parts, remove);
}

function titleOf(entry, kind) {
  return titleFor(kindOf(entry), entry.order, kind);
}

function titleFor(decision, order, kind) {
  if (decision === "accepted") return isolated(facts.labels[order[0]], kind);
  return make("span", kind, text(`${decision}_title`));
}

function fillBars(list, probabilities, order, count) {
  list.replaceChildren(
    ...order.slice(0, count).map((at) => {
      const line = make("li");
      const track = make("span", "track");
      const fill = make("div", "fill");
      fill.style.width = `${100 * probabilities[at]}%`;
      track.append(fill);
      line.append(isolated(facts.labels[at], "name"), track, make("span", "share", share(probabilities[at])));
      return line;
    }),
  );
}

// Which rows are there, in which order, and what stands above and below them.
function arrange() {
  const counts = { all: entries.length, accepted: 0, unsure: 0, unknown: 0, unread: 0, waiting: 0 };
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
  const more = Math.max(0, wanted.length - limit);
  byId("more").hidden = !more;
  byId("more").textContent = text("more", { n: Math.min(SHOWN_AT_ONCE, more) });
  byId("chips").setAttribute("aria-label", text("show"));
  for (const chip of byId("chips").children) {
    const { kind } = chip.dataset;
    chip.textContent = text(CHIPS[kind], { n: counts[kind] });
    chip.hidden = kind !== "all" && !counts[kind];
    chip.setAttribute("aria-pressed", String(kind === filter));
  }
  byId("threshold").value = threshold;
  byId("threshold_shown").textContent = share(threshold, 0);
  byId("threshold").setAttribute("aria-valuetext", share(threshold, 0));
  byId("save").disabled = counts.waiting === entries.length;
}

function setThreshold(value) {
  const before = entries.map(kindOf);
  threshold = value;
  entries.forEach((entry, at) => kindOf(entry) !== before[at] && drawRow(entry));
  arrange();
}

function showLarge(entry) {
  byId("large").className = kindOf(entry);
  byId("large_picture").src = entry.url;
  byId("large_title").replaceChildren(titleOf(entry));
  byId("large_file").replaceChildren(isolated(entry.name));
  fillBars(byId("large_bars"), entry.probabilities, entry.order, entry.order.length);
  byId("large").showModal();
}

for (const kind of Object.keys(CHIPS)) {
  const chip = button("", () => {
    filter = kind;
    limit = SHOWN_AT_ONCE;
    arrange();
  });
  chip.dataset.kind = kind;
  byId("chips").append(chip);
}
