import { navigate } from "#client/pages/navigation.tsx";
import type { DependencyLink } from "../../src/dependency-links.ts";
import { boxHeight, boxWidth, drawingOf } from "./drawing.ts";
import { healthOf } from "./errors.ts";

/** A wider drawing shrinks to the page, but not below this width. */
const readableWidth = 896;

type Line = ReturnType<typeof drawingOf>["lines"][number];

/** The services as boxes, callers on the left; lines as thick as busy. */
export function Graph({ links }: { links: DependencyLink[] }) {
  const { width, height, boxes, lines } = drawingOf(links);
  return (
    <div className="graph">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        style={{ minWidth: Math.min(width, readableWidth) }}
      >
        <title>Calls between services, as in the table below</title>
        <Arrowheads />
        {lines.map((line) => (
          <Edge key={line.path} line={line} />
        ))}
        {lines.map(({ link, label, path, x, y }) => (
          <text key={path} className={`label ${healthOf(link)}`} x={x} y={y}>
            {label}
          </text>
        ))}
        {boxes.map(({ service, x, y }) => (
          <a
            key={service}
            href={`/?serviceName=${encodeURIComponent(service)}`}
            onClick={(event) => {
              event.preventDefault();
              navigate(event.currentTarget.getAttribute("href") ?? "/");
            }}
          >
            <rect
              x={x - boxWidth / 2}
              y={y - boxHeight / 2}
              width={boxWidth}
              height={boxHeight}
              rx={8}
            />
            <text x={x} y={y}>
              {service}
            </text>
          </a>
        ))}
      </svg>
    </div>
  );
}

function Edge({ line: { link, path } }: { line: Line }) {
  const health = healthOf(link);
  const thickness = 1.5 + Math.log10(link.callCount);
  return (
    <g className={`edge ${health}`}>
      <title>{`${link.parent} calls ${link.child}`}</title>
      <path
        d={path}
        strokeWidth={thickness}
        markerEnd={`url(#arrow-${health})`}
      />
    </g>
  );
}

function Arrowheads() {
  return (
    <defs>
      {["well", "few", "bad"].map((health) => (
        <marker
          key={health}
          id={`arrow-${health}`}
          className={`arrow ${health}`}
          viewBox="0 0 10 10"
          refX={9}
          refY={5}
          markerWidth={11}
          markerHeight={11}
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0L10 5L0 10z" />
        </marker>
      ))}
    </defs>
  );
}
