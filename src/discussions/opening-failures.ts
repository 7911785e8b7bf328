import { DeliveryError, messageOf, UserInputError } from '../core/errors.ts';

/** What is said where a thread has been deleted. */
export const GONE = 'This thread is gone: ask for the discussion again.';

/** Whether it may go through later, with nobody doing anything. What may have been posted is looked up then. */
export function passes(error: unknown): boolean {
  if (error instanceof UserInputError) return false;
  return !(error instanceof DeliveryError) || error.retryable || error.mayBePosted;
}

/** What whoever asked for a thread can do; what it is not for them to mend stays as it is. */
export function advise(failed: string, later = ''): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof DeliveryError)) throw error;
    const text = `${failed}: ${messageOf(error)} ${passes(error) ? later : ''}`;
    throw new UserInputError(text.trim(), { cause: error });
  };
}
