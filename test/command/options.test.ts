import { describe, expect, test } from 'vitest';
import { defineCommand, type OptionSpec, type OptionValues } from '../../src/command.ts';
import { UserInputError } from '../../src/core/errors.ts';
import { checkOptions, readText } from '../../src/command/options.ts';

const TEXT: OptionSpec = { name: 'text', description: 'what to say', type: 'text', required: true };
const TIMES: OptionSpec = { name: 'times', description: 'how often', type: 'integer', min: 1, max: 9 };
const SPEED: OptionSpec = { name: 'speed', description: 'how fast', type: 'choice', choices: ['slow', 'fast'] };
const LIMIT: OptionSpec = { name: 'limit', description: 'how fast at most', type: 'integer', neededFor: ['fast'] };

const say = defineCommand({
  name: 'say',
  description: 'Say it',
  options: [TEXT, TIMES, SPEED, LIMIT],
  examples: ['say hello'],
  run: async () => ({ title: '', sections: [] }),
});

function refusal(options: OptionValues): string {
  try {
    return JSON.stringify(checkOptions(options, say));
  } catch (error) {
    if (error instanceof UserInputError) return error.message.replace('\nFor example: say hello', ' (e.g.)');
    throw error;
  }
}

describe('checking', () => {
  test('passes what is declared, tidied', () => {
    expect(checkOptions({ text: ' a "b" ', times: '9', speed: 'FAST', limit: -5 }, say)).toEqual({
      text: 'a "b"',
      times: 9,
      speed: 'fast',
      limit: -5,
    });
    expect(checkOptions({ text: 5, speed: ' ' }, say)).toEqual({ text: '5' });
    expect(checkOptions({ text: 'x'.repeat(4000) }, say)).toEqual({ text: 'x'.repeat(4000) });
  });

  test.each<[OptionValues, string]>([
    [{}, '"say" needs a text: what to say. (e.g.)'],
    [{ text: ' \n' }, '"say" needs a text: what to say. (e.g.)'],
    [{ text: 'x'.repeat(4001) }, '"text" has 4001 characters, but may have no more than 4000. (e.g.)'],
    [{ text: 'a', times: 0 }, '"times" must be a whole number from 1 to 9, not "0". (e.g.)'],
    [{ text: 'a', times: 10 }, '"times" must be a whole number from 1 to 9, not "10". (e.g.)'],
    [{ text: 'a', times: 1.5 }, '"times" must be a whole number from 1 to 9, not "1.5". (e.g.)'],
    [{ text: 'a', times: Number.NaN }, '"times" must be a whole number from 1 to 9, not "NaN". (e.g.)'],
    [{ text: 'a', times: Infinity }, '"times" must be a whole number from 1 to 9, not "Infinity". (e.g.)'],
    [{ text: 'a', speed: 'warp' }, '"speed" must be slow or fast, not "warp". (e.g.)'],
    [{ text: 'a', speed: 'fast' }, '"say fast" needs a limit: how fast at most. (e.g.)'],
    [{ text: 'a', speed: 'slow', limit: 1 }, '"limit" goes with "say fast" only. (e.g.)'],
    [{ text: 'a', limit: 1 }, '"limit" goes with "say fast" only. (e.g.)'],
    [
      { text: 'a', loud: 1 },
      '"say" has no option "--loud"; it takes "--text", "--times", "--speed" and "--limit". (e.g.)',
    ],
    [JSON.parse('{"text":"a","__proto__":1}'), '"say" has no option "--__proto__"; it takes'],
  ])('refuses %j', (options, message) => {
    expect(refusal(options)).toContain(message);
  });
});

test('a text is read without blanks and quotes around the whole, those within stay', () => {
  const texts = [' "land softly" ', '“land softly”', '"land', 'a "b"', '"a" "b"', '""'];
  expect(texts.map((text) => readText({ text }, 'text'))).toEqual([
    'land softly',
    'land softly',
    'land',
    'a "b"',
    '"a" "b"',
    '',
  ]);
  expect(readText({}, 'text')).toBe('');
});
