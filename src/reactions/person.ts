import { createHmac } from 'node:crypto';

/** Who somebody is to the store: the same for the same person, and of no use to whoever has not the secret. */
export function hashPerson(secret: string, person: string): string {
  return createHmac('sha256', secret).update(person).digest('base64url');
}
