import { type FormEvent, useState } from "react";
import { useAnswer } from "../ask.ts";
import { limits, lookbacks, type TraceSearch } from "./search-query.ts";

type Props = { search: TraceSearch; onSearch: (search: TraceSearch) => void };

/** The filter of the list of traces. */
export function SearchForm({ search, onSearch }: Props) {
  const [service, setService] = useState(search.serviceName);
  const { value: services = [] } = useAnswer<string[]>("/services");
  const { value: names = [] } = useAnswer<string[]>(
    `/spans?${new URLSearchParams({ serviceName: service })}`,
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onSearch(Object.fromEntries(form) as TraceSearch);
  }

  return (
    <search>
      <form className="filter" onSubmit={submit}>
        <label>
          service
          <select
            name="serviceName"
            value={service}
            onChange={({ target }) => setService(target.value)}
          >
            <option value="">all services</option>
            <Options values={services} chosen={service} />
          </select>
        </label>
        <label>
          span
          <select
            name="spanName"
            key={`${service} ${names.length}`}
            defaultValue={search.spanName}
            disabled={!service}
          >
            <option value="">all spans</option>
            <Options values={names} chosen={search.spanName} />
          </select>
        </label>
        <label className="wide">
          tags
          <input
            name="annotationQuery"
            defaultValue={search.annotationQuery}
            placeholder="error and http.path=/books"
            autoComplete="off"
          />
        </label>
        <label>
          longer than
          <input
            name="minDuration"
            className="short"
            defaultValue={search.minDuration}
            placeholder="100 ms"
            pattern="\s*\d+([.,]\d+)?\s*(us|µs|ms|s)?\s*"
            title="such as 100 ms, 1.5 s or 250 us"
            autoComplete="off"
          />
        </label>
        <label>
          in the last
          <select name="lookback" defaultValue={search.lookback}>
            {lookbacks.map(([ms, name]) => (
              <option key={ms} value={ms}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          at most
          <select name="limit" defaultValue={search.limit}>
            <Options values={limits} chosen={search.limit} />
          </select>
        </label>
        <label>
          page assets
          <select name="assets" defaultValue={search.assets}>
            <option>hidden</option>
            <option>shown</option>
          </select>
        </label>
        <button type="submit">Find traces</button>
      </form>
    </search>
  );
}

/** The values, and the chosen one, even if no span has it. */
function Options({ values, chosen }: { values: string[]; chosen: string }) {
  const isNew = chosen !== "" && !values.includes(chosen);
  const all = isNew ? [...values, chosen] : values;
  return all.map((value) => <option key={value}>{value}</option>);
}
