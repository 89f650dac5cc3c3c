import { useEffect, useState } from "react";
import type { Document } from "./open-api.ts";

/** What the store answers; undefined until it is there, or why it is not. */
export function useDocument(): Document | Error | undefined {
  const [document, setDocument] = useState<Document | Error>();

  useEffect(() => {
    read().then(setDocument, setDocument);
  }, []);

  return document;
}

async function read(): Promise<Document> {
  const response = await fetch("/openapi.json");
  if (!response.ok) throw new Error(`The gateway says ${response.status}.`);
  return response.json();
}
