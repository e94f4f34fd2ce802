"use strict";

// What the page tells of its model.

const NAMED_AT_ONCE = 24; // Classes that an empty page names.

function summary() {
  const classes = text("classes", { n: facts.labels.length });
  const best = facts.figures.find((each) => each.split !== "train");
  if (!best) return classes;
  const [low, high] = best.interval.map((each) => share(each));
  const pictures = text(`pictures_${best.split}`, { n: best.pictures });
  return text("summary", { classes, share: share(best.accuracy), pictures, low, high });
}

function fillKnown() {
  const named = facts.labels.slice(0, NAMED_AT_ONCE).map(wordOf);
  const more = facts.labels.length - named.length;
  if (more) named.push(make("li", "", text("and_more", { n: more })));
  byId("knows").replaceChildren(...named);
}

function fillAbout() {
  const { numbers } = facts;
  const list = make("ul", "words");
  list.append(...facts.labels.map(wordOf));
  const size = { width: numbers.width, height: numbers.height };
  const made = { ...facts.made, date: new Date(facts.made.date).toLocaleDateString(language) };
  byId("about_body").replaceChildren(
    ...(facts.figures.length ? [make("h2", "", text("figures")), figures()] : []),
    make("h2", "", text("known")),
    list,
    make("p", "muted", text(facts.unknown_above === null ? "known_more" : "known_unknown")),
    make("h2", "", text("sees")),
    make("p", "", text(`sees_${numbers.framing}`, size)),
    make("p", "", text("decides", { share: share(facts.threshold) })),
    ...ownThresholds(),
    make("h2", "", text("made")),
    make("p", "", text("made_more", made)),
    make("pre", "", facts.made.notice),
  );
}

// Which classes have thresholds of their own; nothing where none has.
function ownThresholds() {
  const own = facts.class_thresholds.flatMap((value, at) =>
    value === null ? [] : [`${facts.labels[at]} ${share(value)}`],
  );
  return own.length ? [make("p", "", text("decides_own", { classes: own.join(", ") }))] : [];
}

function figures() {
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
  return grid;
}
