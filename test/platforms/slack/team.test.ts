import { expect, test } from 'vitest';
import type { Scene } from '../../fakes/slack/payloads.ts';
import type { StoredMessage } from '../../fakes/slack/world.ts';
import { tellTeamStory } from '../team.ts';
import { buttonsOf, platformOn, slackForTest, textsOf } from './bot.ts';

test('a team follows a topic, gets its digest, keeps a paper from it after a restart; another team sees nothing of it', async () => {
  const slack = await slackForTest();
  const [one, two] = [slack.world.team, slack.addTeam()].map((team) =>
    slack.addChannel({ team, user: slack.addUser({ team, isAdmin: true }) }),
  );
  const own = slack.addDirect();
  if (one === undefined || two === undefined) throw new Error('no channels');
  const readers = await tellTeamStory<Scene, StoredMessage>({
    one,
    two,
    own,
    open: () => platformOn(slack),
    type: (scene, line) => void (scene === own ? slack.say(scene, line) : slack.slash(scene, line)),
    press: (scene, message, label) => void slack.press(scene, message, buttonsOf(message).get(label) ?? ''),
    messages: ({ channel }, kind) => slack.messages(channel, kind),
    show: (message) => textsOf(message).join('\n'),
    until: (look) => slack.until(look),
  });
  expect(readers).toEqual([expect.not.stringContaining(one.user)]);
});
