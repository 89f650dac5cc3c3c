/** Marks a price that the catalogue cannot confirm. */
export function StaleMark() {
  return (
    <strong className="soft">
      last known price; you can check out when its catalogue is available
    </strong>
  );
}
