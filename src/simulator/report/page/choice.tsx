interface Props<T extends string> {
  readonly label: string;
  /** What the choice of nothing is called: `any outcome`. */
  readonly all: string;
  readonly chosen: T | undefined;
  readonly options: readonly T[];
  readonly onChoose: (option: T | undefined) => void;
}

/** A choice of one of several texts, or of none. */
export function Choice<T extends string>({ label, all, chosen, options, onChoose }: Props<T>) {
  return (
    <select
      aria-label={label}
      value={chosen ?? ''}
      onChange={({ currentTarget }) => onChoose(options.find((option) => option === currentTarget.value))}
    >
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}
