"use strict";

// All answers as a table, as tlgui itself writes it.

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

