import { defineCommand, type Reply } from '../src/command.ts';
import { count, list } from '../src/core/wording.ts';

/** Removes what is kept of the person. */
export const forgetMe = defineCommand({
  name: 'forget-me',
  description: 'Remove what I keep of you: saves, votes, and lines of recaps',
  options: [
    { name: 'sure', description: 'it cannot be taken back; without it, I ask first', type: 'choice', choices: ['yes'] },
  ],
  examples: ['forget-me', 'forget-me yes'],
  async run({ options, ...caller }, services) {
    if (options.sure !== 'yes') return askFirst();
    const { saves, votes, recapLines } = await services.forgetPerson(caller);
    const removed = [count(saves, 'saved paper'), count(votes, 'vote'), `${count(recapLines, 'line')} of recaps`];
    return {
      title: 'You are forgotten',
      sections: [
        {
          text: `Removed: ${list(removed, 'and')}, and how much you have asked.\nWhat you have written in the chat itself is yours to delete there; where you delete a message, its line in what I keep goes too. Recaps that I have posted stay in their threads until someone who manages the channel deletes them.`,
        },
      ],
    };
  },
});

function askFirst(): Reply {
  return {
    title: 'Shall I forget you?',
    sections: [
      {
        text: 'That removes the papers you have saved, your votes, how much you have asked, and the lines of recaps that stand on your messages or hold the name that you have in them; where only others named you, I cannot tell that it is you. It cannot be taken back.',
      },
    ],
    buttons: [{ label: 'Yes, forget me', command: 'forget-me', options: { sure: 'yes' }, how: 'replace' }],
  };
}
