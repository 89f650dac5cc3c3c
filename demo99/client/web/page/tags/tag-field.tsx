import { type KeyboardEvent, useState } from "react";
import { counted } from "../counted.ts";
import type { Control } from "../form/field.tsx";
import { moved, notChosen } from "./completion.ts";
import { useCompletion } from "./use-completion.ts";

type Props = {
  control: Control;
  text: string;
  onType: (text: string) => void;
  onChoose: (tag: string) => void;
};

/**
 * A field with a list of tags that complete it: the combobox of the ARIA
 * Authoring Practices, https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function TagField({ control, text, onType, onChoose }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(notChosen);
  const found = useCompletion(text);
  const options = isOpen ? found : [];
  const listId = `${control.id}-list`;
  const idOf = (index: number) => `${listId}-${index}`;

  function open(isNowOpen: boolean) {
    setOpen(isNowOpen);
    setActive(notChosen);
  }
  function choose(tag: string) {
    open(false);
    onChoose(tag);
  }
  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    const chosen = options[active];
    if (key === "Escape") open(false);
    else if (key === "Enter" && chosen) choose(chosen.tag);
    else if (key === "ArrowDown" || key === "ArrowUp") {
      setOpen(true);
      setActive(moved(active, key, options.length));
    } else return;
    event.preventDefault();
  }

  return (
    <div className="completed">
      <input
        {...control}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={options.length > 0}
        aria-controls={listId}
        aria-activedescendant={options[active] && idOf(active)}
        autoComplete="off"
        maxLength={40}
        value={text}
        onChange={(event) => {
          open(true);
          onType(event.target.value);
        }}
        onKeyDown={press}
        onBlur={() => open(false)}
      />
      <div id={listId} role="listbox" aria-label="Tags" tabIndex={-1}>
        {options.map(({ tag, count }, index) => (
          <div
            key={tag}
            id={idOf(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            // Before the field loses the focus, which closes the list.
            onMouseDown={(event) => {
              event.preventDefault();
              choose(tag);
            }}
          >
            {tag} <span className="soft">{counted(count, "user")}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
