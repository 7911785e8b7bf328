import { expect, test } from 'vitest';
import { findTopic, limitSuggestions, suggest } from '../../src/command/suggestions.ts';

const labelled = (...labels: readonly string[]) => labels.map((label) => ({ label, value: label }));

test('suggestions hold what was typed, those that begin with it first', () => {
  const all = labelled('Sparse kites', 'Kites', 'Boats', 'Two kites');
  expect(suggest('KITE', all)).toEqual(labelled('Kites', 'Sparse kites', 'Two kites'));
  expect(suggest('"two k', all)).toEqual(labelled('Two kites'));
  expect(suggest('', all)).toEqual(all);
});

test('no more suggestions than platforms show, none too long for them', () => {
  const many = labelled(...Array.from({ length: 30 }, (_, i) => `topic ${i}`));
  expect(limitSuggestions(many)).toEqual(many.slice(0, 25));
  expect(
    limitSuggestions([
      { label: 'x'.repeat(100), value: 'y'.repeat(100) },
      { label: `${'x'.repeat(98)}🪁 and more`, value: 'kite' },
      { label: 'too long a value', value: 'y'.repeat(101) },
      { label: ' ', value: 'blank' },
    ]),
  ).toEqual([
    { label: 'x'.repeat(100), value: 'y'.repeat(100) },
    { label: `${'x'.repeat(98)}…`, value: 'kite' },
  ]);
});

test('a topic is found by name in any case, in quotes or not', () => {
  const topics = [{ name: 'Two kites', query: 'kite', isFixed: false }];
  expect(['two kites', '"TWO KITES"', ' Two kites '].map((text) => findTopic(text, topics))).toEqual(
    Array.from({ length: 3 }, () => topics[0]),
  );
  expect(findTopic('kites', topics)).toBeUndefined();
});
