/** A pie in its dish, with a lattice crust and a little steam. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 64 64" aria-hidden="true">
      <g className="logo__steam">
        <path d="M22 16c-4-5 4-7 0-12" />
        <path d="M32 14c-4-5 4-7 0-12" />
        <path d="M42 16c-4-5 4-7 0-12" />
      </g>
      <path
        className="logo__dish"
        d="M8 40h48l-6 17a4 4 0 0 1-4 3H18a4 4 0 0 1-4-3z"
      />
      <path className="logo__filling" d="M8 38a24 18 0 0 1 48 0z" />
      <g className="logo__lattice">
        <path d="M18 37l8-14M28 38l9-17M39 38l7-12" />
        <path d="M46 37l-8-14M36 38l-9-17M25 38l-7-12" />
      </g>
      <rect className="logo__rim" x="4" y="35" width="56" height="8" rx="4" />
    </svg>
  );
}
