import type { ReactNode } from "react";
import type { LogFilterValues } from "./follow-logs.ts";

type Props = {
  services: string[];
  query: LogFilterValues;
  onChange: (query: LogFilterValues) => void;
  children: ReactNode;
};

export function LogFilter({ services, query, onChange, children }: Props) {
  return (
    <search className="filter">
      <select
        aria-label="service"
        value={query.service}
        onChange={({ target }) => onChange({ ...query, service: target.value })}
      >
        <option value="">all services</option>
        {services.map((service) => (
          <option key={service}>{service}</option>
        ))}
      </select>
      <select
        aria-label="level"
        value={query.level}
        onChange={({ target }) => onChange({ ...query, level: target.value })}
      >
        <option value="">all levels</option>
        <option value="warn">warnings and errors</option>
        <option value="error">errors</option>
      </select>
      <input
        type="search"
        aria-label="text"
        placeholder="text"
        maxLength={200}
        value={query.q}
        onChange={({ target }) => onChange({ ...query, q: target.value })}
      />
      {children}
    </search>
  );
}
