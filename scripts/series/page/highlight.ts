import {
  mergeStreams,
  nodeStream,
} from "diff2html/lib-esm/ui/js/highlight.js-helpers.js";
import highlighter from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import css from "highlight.js/lib/languages/css";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import http from "highlight.js/lib/languages/http";
import json from "highlight.js/lib/languages/json";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

const languages = { bash, css, dockerfile, http, json, typescript, xml, yaml };
for (const [name, language] of Object.entries(languages)) {
  highlighter.registerLanguage(name, language);
}
highlighter.registerAliases("Dockerfile", { languageName: "dockerfile" });

/**
 * Colours a column of lines. All lines are highlighted as one text, because a
 * comment or a template may span several of them.
 */
export function highlight(lines: HTMLElement[], path: string) {
  const language = /[^./]+$/.exec(path)?.[0] ?? "";
  if (!highlighter.getLanguage(language)) return;
  const text = lines.map((line) => line.textContent).join("\n");
  const html = highlighter.highlight(text, { language }).value;
  for (const [index, coloured] of splitLines(html).entries()) {
    const line = lines[index];
    if (line?.textContent) colour(line, coloured);
  }
}

/** Keeps the marks of the changed words, which diff2html has put there. */
function colour(line: HTMLElement, html: string) {
  const marks = nodeStream(line);
  const coloured = document.createElement("span");
  coloured.innerHTML = html;
  line.innerHTML =
    marks.length > 0
      ? mergeStreams(marks, nodeStream(coloured), line.textContent ?? "")
      : html;
}

/** Ends the open elements at the end of a line and reopens them in the next. */
function splitLines(html: string): string[] {
  let open: string[] = [];
  return html.split("\n").map((line) => {
    const start = open.join("");
    for (const [tag] of line.matchAll(/<[^>]*>/g)) {
      open = tag === "</span>" ? open.slice(0, -1) : [...open, tag];
    }
    return start + line + "</span>".repeat(open.length);
  });
}
