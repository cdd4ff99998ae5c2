import { describe, expect, it } from 'vitest'
import { type Command, defineCommand } from './command.ts'
import { parseArguments } from './parse-arguments.ts'

const outcome = () => Promise.resolve({ result: null, print: () => {} })
const base = {
  group: 'run',
  summary: 's',
  description: [],
  examples: [['limbeck go head', 'goes']],
  run: outcome,
} as const

const commands: readonly Command[] = [
  defineCommand({
    ...base,
    name: 'go',
    aliases: ['go_on'],
    arguments: { revision: { summary: 'r' } },
    options: {
      revRange: { short: 'r', value: 'RANGE', summary: 's' },
      message: { short: 'm', value: 'TEXT', summary: 's' },
      indicate: { short: 'i', summary: 's' },
      dependsOn: { value: 'R', repeatable: true, summary: 's' },
    },
  }),
  defineCommand({ ...base, name: 'many', arguments: { revisions: { many: true, summary: 'r' } }, options: {} }),
  defineCommand({ ...base, name: 'none', arguments: {}, options: {} }),
]
const parse = (...argv: string[]) => parseArguments(argv, commands)
const failure = (...argv: string[]) => {
  try {
    parse(...argv)
  } catch (error) {
    return error
  }
  throw new Error('was understood')
}

describe('parseArguments', () => {
  it('fills in what was not given', () => {
    expect(parse('go', 'head')).toMatchObject({
      command: { name: 'go' },
      globals: { config: undefined, json: false, x: [] },
      values: {
        arguments: { revision: 'head' },
        options: { revRange: undefined, message: undefined, indicate: false, dependsOn: [] },
      },
    })
  })

  it.each([
    [['-c', 'a.ts', 'go', 'head', '--json'], { config: 'a.ts', json: true }],
    [['go', '--config=a.ts', 'head', '-x', 'a=1', '-xb'], { config: 'a.ts', x: ['a=1', 'b'] }],
    [['-qv', 'go', 'head'], { quiet: true, verbose: true }],
    [['-v', '-n', 'main', 'go', 'head', '-v'], { verbose: true, name: 'main' }],
  ])('%j: global options before and after the command', (argv, globals) => {
    expect(parse(...argv)).toMatchObject({
      command: { name: 'go' },
      globals,
      values: { arguments: { revision: 'head' } },
    })
  })

  it.each([
    [['-r-3:current'], '-3:current'],
    [['-r', '-3:current'], '-3:current'],
    [['-r=-3:current'], '-3:current'],
    [['--rev-range=-3:current'], '-3:current'],
    [['--rev-range', '-3:current'], '-3:current'],
    [['--rev_range', 'a:b'], 'a:b'],
    [['-ira:b'], 'a:b'],
    [['-r', ''], ''],
  ])('%j: a range', (argv, revRange) => {
    expect(parse('go', ...argv, 'x').values.options['revRange']).toBe(revRange)
  })

  it.each(['-1', '+2', '-1:head', '-'])('%s is an argument', (revision) => {
    expect(parse('go', revision).values.arguments).toEqual({ revision })
  })

  it('takes everything behind -- as it is', () => {
    expect(parse('many', 'a', '--', '--json', '-q').values.arguments).toEqual({ revisions: ['a', '--json', '-q'] })
  })

  it('keeps repeated options in their order', () => {
    expect(parse('go', 'x', '--depends-on', 'b', '--depends-on=a').values.options['dependsOn']).toEqual(['b', 'a'])
  })

  it('knows aliases', () => {
    expect(parse('go_on', 'x').command?.name).toBe('go')
  })

  it('needs nothing with --help', () => {
    expect(parse('go', '--help').globals.help).toBe(true)
    expect(parse('--version').command).toBeNull()
  })

  it.each([
    [['og'], 'There is no command "og".', 'Did you mean `limbeck go`?'],
    [['zzzzzz'], 'There is no command "zzzzzz".', 'Run `limbeck --help` to see all commands.'],
    [['go', 'x', '--mesage', 'y'], '`limbeck go` has no option --mesage.', 'Did you mean `--message`?'],
    [['go', 'x', '--mesage=secret'], '`limbeck go` has no option --mesage.', 'Did you mean `--message`?'],
    [['go', 'x', '-z'], '`limbeck go` has no option -z.', 'Run `limbeck help go` to see what there is.'],
    [
      ['--depends-on', 'x', 'go'],
      'There is no option --depends-on in front of the command.',
      'Run `limbeck --help` to see what there is.',
    ],
    [['go', 'x', '--x', 'y'], '`limbeck go` has no option --x.', 'Run `limbeck help go` to see what there is.'],
    [['go', 'x', '-m'], 'The option -m/--message needs a value: TEXT.', 'Run `limbeck help go` to see what there is.'],
    [
      ['go', 'x', '-m', '--json'],
      'The option -m/--message needs a value: TEXT.',
      'Run `limbeck help go` to see what there is.',
    ],
    [
      ['go', 'x', '--indicate=yes'],
      'The option --indicate takes no value.',
      'Run `limbeck help go` to see what there is.',
    ],
    [
      ['go', 'x', '-m', 'a', '-m', 'b'],
      'The option -m/--message was given twice.',
      'Run `limbeck help go` to see what there is.',
    ],
    [['go'], '`limbeck go` needs REVISION.', '`limbeck go head`: goes'],
    [['many'], '`limbeck many` needs REVISIONS.', '`limbeck go head`: goes'],
    [
      ['go', 'a', 'b'],
      '`limbeck go` does not know what to do with "b".',
      'It takes REVISION only; quote a text with spaces.',
    ],
    [['none', 'b'], '`limbeck none` does not know what to do with "b".', 'It takes options only.'],
    [
      ['go', 'x', '--constructor'],
      '`limbeck go` has no option --constructor.',
      'Run `limbeck help go` to see what there is.',
    ],
  ])('%j is refused', (argv, message, hint) => {
    expect(failure(...argv)).toMatchObject({ code: 'LB1001', message, hints: [hint] })
  })
})
