import { Parser } from "htmlparser2";

/** They separate no words: `micro<b>service</b>` is one. */
const inline = new Set(
  "a abbr b cite code em i mark q s small span strong sub sup u".split(" "),
);
const hidden = new Set(["script", "style", "template"]);

/** The parser's time grows with the square of the depth. */
const mostDepth = 200;

/**
 * The text of markup, in one line: without tags, with entities decoded. It is
 * plain text, whatever it looks like: `&lt;b&gt;` becomes `<b>`. It ends where
 * the markup is nested too deeply.
 */
export function htmlText(html: string): string {
  return textOf(html, false);
}

/** The same for the content of an XML element, with its CDATA sections. */
export function xmlText(xml: string): string {
  return textOf(xml, true);
}

function textOf(markup: string, xmlMode: boolean): string {
  let text = "";
  let depth = 0;
  let hiddenDepth = 0;
  const separate = (name: string) => {
    if (!inline.has(name)) text += " ";
  };
  const parser = new Parser(
    {
      onopentagname(name) {
        separate(name);
        if (hidden.has(name)) hiddenDepth++;
        if (++depth > mostDepth) parser.pause();
      },
      onclosetag(name) {
        separate(name);
        if (hidden.has(name)) hiddenDepth--;
        depth--;
      },
      ontext(part) {
        if (hiddenDepth === 0) text += part;
      },
    },
    { xmlMode },
  );
  parser.end(markup);
  return text.replace(/\s+/g, " ").trim();
}
