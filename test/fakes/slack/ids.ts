let counter = 0;

/** A new id of a kind: `C` a channel, `U` a person, `T` a workspace. */
export function createId(kind: string): string {
  counter++;
  return `${kind}0${counter.toString(36).toUpperCase().padStart(8, '0')}`;
}

/** A new time stamp of a message, later than all before. */
export function createTs(): string {
  counter++;
  return `${Math.floor(Date.now() / 1000)}.${String(counter).padStart(6, '0')}`;
}
