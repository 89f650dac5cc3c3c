import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { Login, type Session } from "./login.tsx";
import { type Document, routesOf } from "./open-api.ts";
import { Operation } from "./operation.tsx";
import { useDocument } from "./use-document.ts";
import "#commons/pages/base.css";
import "./style.css";

function DocsPage() {
  const document = useDocument();
  if (!document) return <p>Reading …</p>;
  if (document instanceof Error) return <p role="alert">{document.message}</p>;
  return <Docs document={document} />;
}

function Docs({ document }: { document: Document }) {
  const [session, setSession] = useState<Session>();
  const { title, summary, description } = document.info;
  return (
    <>
      <header>
        <h1>{title}</h1>
        <p>
          {summary} <a href="/openapi.json">openapi.json</a>
        </p>
        {description && <p role="alert">{description}</p>}
        <Login session={session} onChange={setSession} />
      </header>
      {document.tags.map(({ name, description }) => (
        <section key={name}>
          <h2>{name}</h2>
          <p>{description}</p>
          {routesOf(document, name).map((route) => (
            <Operation
              key={`${route.method} ${route.path}`}
              document={document}
              route={route}
              token={session?.token}
            />
          ))}
        </section>
      ))}
    </>
  );
}

createRoot(document.getElementById("docs") as HTMLElement).render(
  <StrictMode>
    <DocsPage />
  </StrictMode>,
);
