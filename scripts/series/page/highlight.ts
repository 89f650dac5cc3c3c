import highlighter from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import css from "highlight.js/lib/languages/css";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import http from "highlight.js/lib/languages/http";
import json from "highlight.js/lib/languages/json";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

/** A piece of a line; `kind` is highlight.js' class, such as hljs-string. */
export type Piece = { text: string; kind: string };

const languages = {
  bash,
  css,
  dockerfile,
  http,
  json,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(languages)) {
  highlighter.registerLanguage(name, language);
}

const languageByEnding: Record<string, keyof typeof languages> = {
  ts: "typescript",
  tsx: "typescript",
  mjs: "typescript",
  js: "typescript",
  json: "json",
  css: "css",
  html: "xml",
  sh: "bash",
  http: "http",
  yaml: "yaml",
  yml: "yaml",
  Dockerfile: "dockerfile",
};

const entities: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
};

/** The lines of a text in coloured pieces; one piece where none is known. */
export function highlightLines(text: string, path: string): Piece[][] {
  const language = languageByEnding[/[^./]+$/.exec(path)?.[0] ?? ""];
  if (!language) return text.split("\n").map((line) => [plain(line)]);
  return toLines(highlighter.highlight(text, { language }).value);
}

function plain(text: string): Piece {
  return { text, kind: "" };
}

/** Cuts the highlighter's HTML into lines; a comment may span several. */
function toLines(html: string): Piece[][] {
  const lines: Piece[][] = [[]];
  const open: string[] = [];
  for (const [token] of html.matchAll(/<[^>]*>|\n|[^<\n]+/g)) {
    if (token === "\n") lines.push([]);
    else if (token === "</span>") open.pop();
    else if (token.startsWith("<")) open.push(classOf(token));
    else lines.at(-1)?.push({ text: decode(token), kind: open.at(-1) ?? "" });
  }
  return lines;
}

function classOf(tag: string) {
  return /class="([^"]*)"/.exec(tag)?.[1] ?? "";
}

function decode(html: string) {
  return html.replace(/&#?\w+;/g, (entity) => entities[entity] ?? entity);
}
