"use strict";

// What the page knows of the model, and how it speaks: texts, numbers, and small elements.

const facts = JSON.parse(document.getElementById("facts").textContent);
const words = JSON.parse(document.getElementById("texts").textContent);
const byId = (id) => document.getElementById(id);
const spoken = navigator.languages.map((each) => each.slice(0, 2)).find((each) => words[each]);
let language = spoken || "en";

function text(key, details = {}) {
  let found = key.split(".").reduce((at, part) => at[part], words[language]);
  if (typeof found === "object") {
    found = found[new Intl.PluralRules(language).select(details.n)] || found.other;
  }
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

function button(kind, act) {
  const made = make("button", kind);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

// A name that somebody else gave: text, and whatever way it is written, it turns nothing around it.
function isolated(name, kind) {
  const made = make("bdi", kind, name);
  made.title = name;
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
