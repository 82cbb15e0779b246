import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface Props {
  readonly title: ComponentChildren;
  readonly isOpen?: boolean;
  /** Makes the content when it is opened: all of it at once would slow the document down. */
  readonly children: () => ComponentChildren;
}

/** A part of the page that is opened on request. */
export function Fold({ title, isOpen = false, children }: Props) {
  const [open, setOpen] = useState(isOpen);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && children()}
    </details>
  );
}
