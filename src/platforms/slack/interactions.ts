import type { App, BlockAction, SlackViewAction } from '@slack/bolt';
import { readInput } from '../../command/typed-commands.ts';
import { messageOf } from '../../core/errors.ts';
import { acknowledge, askShortcut, tooOld } from '../answers.ts';
import { answer, type Wish } from './answer.ts';
import { findCaller } from './caller.ts';
import { openConversation, type Conversation, type Desk, type Waiting } from './conversation.ts';
import { readFields, readReturn, toForm } from './forms.ts';
import { isDirect } from './place.ts';
import { readMessage, readText } from './read-text.ts';
import { renderReply } from './render.ts';

/** Answers everything people do with commands, buttons, menus, forms and shortcuts. Each is acknowledged before anything else. */
export function serveInteractions(app: App, desk: Desk): void {
  // Slack may close the connection first; there is another way to answer then.
  const heard = (ack: () => Promise<void>): Promise<void> =>
    acknowledge(desk.bot, 'slack', ack).catch((error: unknown) =>
      desk.log.warn(`Slack could not be told that it was heard: ${messageOf(error)}`),
    );
  app.command(/.*/, async ({ command: { channel_id: channel, user_id: user, ...command }, context, ack }) => {
    await heard(ack);
    const team = context.teamId ?? command.team_id;
    const talk = openConversation(desk, { team, channel, user, responseUrl: command.response_url });
    await answer(talk, desk, () => readCommand(command.text ?? '', command.trigger_id, talk, desk));
  });
  app.action<BlockAction>({ type: 'block_actions' }, async ({ body, context, ack }) => {
    await heard(ack);
    await press(body, context.teamId ?? body.team?.id ?? '', desk);
  });
  app.view<SlackViewAction>({ type: 'view_submission' }, async ({ body: { user, team, view }, context, ack }) => {
    // A form that Slack does not see acknowledged stays open, and the person sends it again.
    await acknowledge(desk.bot, 'slack', ack);
    const back = { channel: user.id, ...readReturn(view.private_metadata) };
    const talk = openConversation(desk, { ...back, team: context.teamId ?? team?.id ?? '', user: user.id });
    await answer(talk, desk, async () => {
      const before = await desk.bot.findButton(view.callback_id);
      if (before === undefined) return tooOld(renderReply);
      return { command: before.command, options: { ...before.options, ...readFields(view.state.values) } };
    });
  });
  app.shortcut({ type: 'message_action' }, async ({ shortcut, context, ack }) => {
    await heard(ack);
    if (shortcut.type !== 'message_action') return;
    const { channel, user, team, message, callback_id: name, response_url: responseUrl } = shortcut;
    const scene = { team: context.teamId ?? team?.id ?? '', channel: channel.id, user: user.id, ...toThread(message) };
    await answer(openConversation(desk, { ...scene, responseUrl }), desk, async () => {
      const command = desk.bot.commands.find((candidate) => candidate.name === name);
      const caller = await findCaller(desk.client, scene, command, {});
      return askShortcut(desk.bot, renderReply, command, readMessage(message), caller);
    });
  });
}

/** A line that lacks something is answered by a form; nothing is left to say then. */
async function readCommand(text: string, trigger: string, talk: Conversation, desk: Desk): Promise<Wish | undefined> {
  const { command, options } = readInput(readText(text) || 'help', desk.bot.commands);
  const { channel, responseUrl } = talk;
  const form = toForm(command, options, { channel, ...(responseUrl !== undefined && { responseUrl }) });
  if (form !== undefined) {
    await desk.bot.keepButtons([form.before]);
    const isOpen = await desk.client.views.open({ trigger_id: trigger, view: form.view }).then(
      () => true,
      (error: unknown) => {
        // The bot says what is missing.
        desk.log.warn({ err: error }, `Slack did not show a form: ${messageOf(error)}`);
        return false;
      },
    );
    if (isOpen) return undefined;
  }
  return { command: command.name, options };
}

/** The thread that something is done in, at a message of its own or at the one that it hangs on. */
function toThread(message: Readonly<Record<string, unknown>>): Pick<Waiting, 'thread' | 'isAtTop'> {
  const { ts, message_ts: own = ts, thread_ts: thread } = message;
  return typeof thread === 'string' ? { thread, isAtTop: thread === own } : {};
}

/** What is chosen from a menu has an id as a button has. */
async function press(body: BlockAction, team: string, desk: Desk): Promise<void> {
  const { actions, channel, container = {}, user, response_url: responseUrl } = body;
  const [action] = actions;
  const id =
    action?.type === 'button' ? action.value : action?.type === 'static_select' ? action.selected_option?.value : '';
  // A link does what it does without us, and so does a field of a form.
  if (id === undefined || id === '' || channel === undefined) return;
  const scene = { team, channel: channel.id, user: user.id, ...toThread(container) };
  const talk = openConversation(desk, { ...scene, responseUrl });
  await answer(talk, desk, async () => {
    const button = await desk.bot.findButton(id);
    if (button === undefined) return tooOld(renderReply);
    const { command, options, how } = button;
    // What all can see is not turned over by one.
    const isOwn = container.is_ephemeral === true || isDirect(talk);
    return {
      command,
      options,
      isReplacing: how === 'replace' && isOwn,
      ...(how === 'share' && { sharedBy: user.name ?? user.username ?? 'a member' }),
    };
  });
}
