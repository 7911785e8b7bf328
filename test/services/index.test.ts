import { expect, test } from 'vitest';
import { createServices } from '../../src/services/index.ts';
import { collect } from '../../src/pipeline.ts';
import { openDiscussions } from '../../src/services/open-discussions.ts';
import { channelsOn, configOf } from '../fakes/channels.ts';
import { dumpOfPapers } from '../fakes/feed.ts';
import { fakeCaller } from '../fakes/services.ts';
import { openStages } from '../fakes/stages.ts';

test('the services work on one store: what is collected is searched, followed and explained', async () => {
  const stages = await openStages();
  const services = createServices({
    stages,
    channels: channelsOn(stages.store, { Bats: 'bat' }),
    commands: [],
    platforms: [],
    secret: 'sixteen characters',
    discussions: openDiscussions({
      stages,
      platforms: [],
      secret: 'sixteen characters',
      limits: configOf().discussions,
    }),
  });
  const caller = fakeCaller({ channel: 'fake:A:1', space: 'fake:A' });
  await collect(stages, dumpOfPapers('Bat 1', 'Moth 1', 'Bat 2', 'Bat 3', 'Bat 4', 'Bat 5'));
  await collect(stages, dumpOfPapers('Moth 2', 'Bat 6'));
  const { last } = await services.subscribe('bats', caller);
  expect(last.map(({ title }) => title)).toEqual(['Bat 6', 'Bat 1', 'Bat 2', 'Bat 3', 'Bat 4']);
  await services.addTopic('Moths', 'moth', caller);
  const { cards } = await services.latest({ topic: 'Moths' }, { limit: 9, offset: 0 }, caller);
  expect(cards.map(({ title }) => title)).toEqual(['Moth 2', 'Moth 1']);
  expect(await services.why(last[0]?.id ?? '', caller)).toMatchObject({
    outcome: 'early',
    matches: [{ topic: 'Bats', why: ['bat'] }],
  });
});
