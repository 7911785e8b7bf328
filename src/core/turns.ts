/** Those who wait for a turn, by how soon they must have it. */
const waiting: Record<'soon' | 'later', (() => void)[]> = { soon: [], later: [] };
let isCalling = false;

/**
 * Resolves in a turn of the event loop of its own: between two who wait here, what has come in from outside is looked at.
 * Long work takes turns with it, so that however many ask at once, each is heard at once; whoever must be answered `soon`
 * goes before all others.
 */
export function takeTurn(when: 'soon' | 'later' = 'later'): Promise<void> {
  return new Promise((resolve) => {
    waiting[when].push(resolve);
    if (!isCalling) setImmediate(callNext);
    isCalling = true;
  });
}

function callNext(): void {
  const next = waiting.soon.shift() ?? waiting.later.shift();
  // A callback set here is called after the next look at what has come in.
  if (next !== undefined) setImmediate(callNext);
  else isCalling = false;
  next?.();
}
