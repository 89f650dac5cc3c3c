import { navigate } from "#client/pages/navigation.tsx";
import type { DependencyLink } from "../../src/dependency-links.ts";
import { formatShare } from "../format.ts";
import { boxHeight, boxWidth, type DrawnLine, drawingOf } from "./drawing.ts";
import { errorShareOf, healthOf } from "./errors.ts";

/** The services as boxes, callers on the left; lines as thick as busy. */
export function Graph({ links }: { links: DependencyLink[] }) {
  const { width, height, boxes, lines } = drawingOf(links);
  return (
    <div className="graph">
      <svg viewBox={`0 0 ${width} ${height}`} width={width}>
        <title>Calls between services, as in the table below</title>
        <Arrowheads />
        {lines.map((line) => (
          <Edge key={`${line.link.parent} ${line.link.child}`} line={line} />
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
            <rect x={x} y={y} width={boxWidth} height={boxHeight} rx={8} />
            <text x={x + boxWidth / 2} y={y + boxHeight / 2}>
              {service}
            </text>
          </a>
        ))}
      </svg>
    </div>
  );
}

function Edge({ line: { link, path, labelX, labelY } }: { line: DrawnLine }) {
  const health = healthOf(link);
  const thickness = 1.5 + Math.log10(link.callCount);
  return (
    <g className={`edge ${health}`}>
      <title>
        {link.parent} calls {link.child}
      </title>
      <path
        d={path}
        strokeWidth={thickness}
        markerEnd={`url(#arrow-${health})`}
      />
      <text x={labelX} y={labelY}>
        {link.callCount.toLocaleString()}
        {health !== "well" && `, ${formatShare(errorShareOf(link))} failed`}
      </text>
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
