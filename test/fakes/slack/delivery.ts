import { isJson, type Json } from './json.ts';
import { toView } from './keep.ts';
import type { StoredEnvelope, World } from './world.ts';

/** A way to the app. */
export interface Delivery {
  /** Sends an envelope, again where it has a reason. */
  send(envelope: StoredEnvelope, reason?: string): void;
}

const MAX_ATTEMPTS = 4;

/** Sends, and sends events again for as long as they are not acknowledged. */
export function deliver(world: World, delivery: Delivery, envelope: StoredEnvelope, reason?: string): void {
  delivery.send(envelope, reason);
  const timer = setTimeout(() => {
    world.changes.off('change', look);
    retry(world, delivery, envelope, reason === undefined ? 'timeout' : reason);
  }, world.ackWithinMs).unref();
  function look(): void {
    if (envelope.ackMs === undefined && envelope.failure === undefined) return;
    clearTimeout(timer);
    world.changes.off('change', look);
  }
  world.changes.on('change', look);
}

function retry(world: World, delivery: Delivery, envelope: StoredEnvelope, reason: string): void {
  if (envelope.type === 'events_api' && envelope.attempts < MAX_ATTEMPTS)
    return deliver(world, delivery, envelope, reason);
  giveUp(world, envelope, 'operation_timeout');
}

/** What the person would be told: the app did not respond. */
export function giveUp(world: World, envelope: StoredEnvelope, failure: string): void {
  envelope.failure = failure;
  world.changes.emit('change');
}

/** Takes an acknowledgement; the first counts. */
export function acknowledge(world: World, envelope: StoredEnvelope, ack: Json): void {
  if (envelope.ackMs !== undefined) return;
  envelope.ackMs = performance.now();
  envelope.ack = ack;
  const { view } = envelope.payload;
  if (envelope.payload['type'] === 'view_submission' && isJson(view)) closeView(world, String(view['id']), ack);
  world.changes.emit('change');
}

function closeView(world: World, id: string, ack: Json): void {
  const view = world.views.get(id);
  if (view === undefined) return;
  if (ack['response_action'] === 'errors')
    world.views.set(id, { ...view, errors: isJson(ack['errors']) ? ack['errors'] : {} });
  else if (ack['response_action'] === 'update' && isJson(ack['view']))
    world.views.set(id, toView(view.user, ack['view'], id));
  else world.views.delete(id);
}
