import { z } from 'zod';

const id = z.string().min(1).max(255);

/** Text of a kind (https://docs.slack.dev/reference/block-kit/composition-objects/text-object); blank text counts as none. */
function textObject<Kind extends 'plain_text' | 'mrkdwn'>(type: Kind, most: number) {
  const text = z.string().max(most).regex(/\S/u, 'must be more than 0 characters');
  const fields = type === 'plain_text' ? { emoji: z.boolean().optional() } : { verbatim: z.boolean().optional() };
  return z.strictObject({ type: z.literal(type), text, ...fields });
}

function plain(most: number) {
  return textObject('plain_text', most);
}

function anyText(most: number) {
  return z.discriminatedUnion('type', [plain(most), textObject('mrkdwn', most)]);
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
const confirm = z.strictObject({
  title: plain(100),
  text: anyText(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
});

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const option = z.strictObject({
  text: plain(75),
  value: z.string().min(1).max(150),
  description: plain(75).optional(),
});

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const button = z.strictObject({
  type: z.literal('button'),
  action_id: id.optional(),
  text: plain(75),
  value: z.string().min(1).max(2000).optional(),
  url: z.string().max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().max(75).optional(),
});

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#static_select */
const menu = z.strictObject({
  type: z.literal('static_select'),
  action_id: id.optional(),
  placeholder: plain(150).optional(),
  options: z.array(option).min(1).max(100),
  initial_option: option.optional(),
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
});

/** https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element */
const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: id.optional(),
  options: z
    .array(option.extend({ url: z.string().max(3000).optional() }))
    .min(1)
    .max(5),
  confirm: confirm.optional(),
});

/** https://docs.slack.dev/reference/block-kit/block-elements/image-element */
const image = z.strictObject({
  type: z.literal('image'),
  image_url: z.url().max(3000),
  alt_text: z.string().min(1).max(2000),
});

const field = {
  action_id: id.optional(),
  placeholder: plain(150).optional(),
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: z.strictObject({ trigger_actions_on: z.array(z.string()) }).optional(),
};

const length = z.number().int().min(0).max(3000);

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const textInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...field,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: length.optional(),
    max_length: length.min(1).optional(),
  })
  .refine(({ initial_value: text = '', max_length: most = 3000 }) => text.length <= most, 'initial_value is too long');

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/u, 'must be a number');

/** https://docs.slack.dev/reference/block-kit/block-elements/number-input-element */
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...field,
  is_decimal_allowed: z.boolean(),
  initial_value: decimal.optional(),
  min_value: decimal.optional(),
  max_value: decimal.optional(),
});

const block = { block_id: id.optional() };

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
const section = z
  .strictObject({
    type: z.literal('section'),
    ...block,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: z.discriminatedUnion('type', [button, menu, overflow, image]).optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'missing required field: text');

/** Blocks of messages and of forms (https://docs.slack.dev/reference/block-kit/blocks). */
const shown = [
  section,
  z.strictObject({ type: z.literal('header'), ...block, text: plain(150) }),
  z.strictObject({ type: z.literal('divider'), ...block }),
  z.strictObject({
    type: z.literal('context'),
    ...block,
    elements: z
      .array(z.discriminatedUnion('type', [image, plain(2000), textObject('mrkdwn', 2000)]))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    ...block,
    elements: z
      .array(z.discriminatedUnion('type', [button, menu, overflow]))
      .min(1)
      .max(25),
  }),
  image.extend({ ...block, title: plain(2000).optional() }),
  z.strictObject({
    type: z.literal('rich_text'),
    ...block,
    elements: z.array(z.looseObject({ type: z.string() })).min(1),
  }),
  /** https://docs.slack.dev/reference/block-kit/blocks/input-block */
  z.strictObject({
    type: z.literal('input'),
    ...block,
    label: plain(2000),
    hint: plain(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: z.discriminatedUnion('type', [textInput, numberInput, menu]),
  }),
] as const;

/** https://docs.slack.dev/reference/block-kit/blocks/markdown-block */
const markdown = z.strictObject({ type: z.literal('markdown'), ...block, text: z.string().min(1).max(12_000) });

/** The blocks of a message. */
export const messageSchema = z.object({
  blocks: z.array(z.discriminatedUnion('type', [...shown, markdown])).max(50),
});

/** A form (https://docs.slack.dev/reference/views/modal-views). */
export const formSchema = z
  .strictObject({
    type: z.literal('modal'),
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    blocks: z.array(z.discriminatedUnion('type', shown)).min(1).max(100),
    private_metadata: z.string().max(3000).optional(),
    callback_id: z.string().max(255).optional(),
    external_id: z.string().max(255).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  })
  .refine(
    ({ submit, blocks }) => submit !== undefined || blocks.every(({ type }) => type !== 'input'),
    'a submit is needed where a form has inputs',
  );
