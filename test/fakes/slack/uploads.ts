import { fail, failFor, ok, type Answer } from './answers.ts';
import { lacking, visible } from './channels.ts';
import { createId } from './ids.ts';
import { list, textOf, type Json } from './json.ts';
import { keepMessage } from './keep.ts';
import type { World } from './world.ts';

/** A person is none (https://github.com/slackapi/bolt-js/issues/2115). */
const CONVERSATION = /^[CGDZ][A-Z0-9]{8,}$/;

/** files.getUploadURLExternal (https://docs.slack.dev/reference/methods/files.getUploadURLExternal) */
export function getUploadUrl(world: World, body: Json): Answer {
  const missing = lacking(world, 'files:write');
  if (missing !== undefined) return missing;
  const [name, length] = [textOf(body, 'filename'), Number(body['length'] ?? 0)];
  if (name === '' || !(length > 0)) return fail('invalid_arguments');
  const id = createId('F');
  world.files.set(id, { id, name, length });
  return ok({ upload_url: `${world.origin}/upload/${id}`, file_id: id });
}

/** What is sent to the address of an upload. */
export function upload(world: World, id: string, text: string): Answer {
  const file = world.files.get(id);
  if (file === undefined || Buffer.byteLength(text) !== file.length) return { status: 500, body: 'bad upload' };
  file.text = text;
  return { status: 200, body: `OK - ${file.length}` };
}

/** files.completeUploadExternal: shares what was uploaded, in a conversation and not with a person (https://docs.slack.dev/reference/methods/files.completeUploadExternal). */
export function completeUpload(world: World, body: Json): Answer {
  const missing = lacking(world, 'files:write');
  if (missing !== undefined) return missing;
  const files = list(body['files']).map((file) => ({
    title: textOf(file, 'title'),
    file: world.files.get(textOf(file, 'id')),
  }));
  if (files.length === 0) return fail('invalid_arguments');
  if (files.some(({ file }) => file?.text === undefined)) return fail('file_not_found');
  const to = textOf(body, 'channel_id');
  if (to !== '' && !CONVERSATION.test(to))
    return failFor('invalid_arguments', [
      `input must match regex pattern: ${CONVERSATION.source} [json-pointer:/channel_id]`,
    ]);
  const channel = visible(world, to);
  if (to !== '' && channel === undefined) return fail('channel_not_found');
  if (channel !== undefined && !channel.members.has(world.botUser)) return fail('not_in_channel');
  for (const { title, file } of files) {
    if (file === undefined) continue;
    file.title = title;
    if (channel === undefined) continue;
    file.channel = channel.id;
    if (textOf(body, 'thread_ts') !== '') file.thread = textOf(body, 'thread_ts');
  }
  if (channel !== undefined)
    keepMessage(world, channel.id, { text: textOf(body, 'initial_comment'), thread_ts: body['thread_ts'] });
  return ok({ files: files.map(({ title, file }) => ({ id: file?.id, title })) });
}
