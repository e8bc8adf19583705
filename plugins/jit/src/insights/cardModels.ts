import {
  DecisionTimes,
  Insights,
  InsightsAccount,
  InsightsCardName,
} from '@jit-portal/backstage-plugin-jit-common';
import { Words } from '../translation';
import { Measure, Value, shareOf } from './measures';

/** Where numbers lead. */
export interface InsightsLinks {
  /** The history of the same range, narrowed further. */
  history(more?: Record<string, string>): string;
  /** Long-running sessions of now; absent for those who manage none. */
  longNow?: string;
}

/** One line of a card: a bar, a point or a row of its table. */
export interface CardRow {
  key: string;
  label: string;
  /** The history that has these very requests. */
  to?: string;
  /** As many as there are measures. */
  values: Value[];
}

/** The cards that have a chart; `repeated` gives two. */
export type ChartName = Exclude<InsightsCardName, 'totals'> | 'covered';

/**
 * A card, whatever draws it: chart, table, summary and download are made of
 * the same rows, so that they cannot differ.
 */
export interface CardModel {
  name: ChartName;
  title: string;
  sentence: string;
  definition: string;
  /** Not computed: the others stand all the same. */
  isFailed: boolean;
  headline?: string;
  link?: { to: string; words: string };
  /** What a row is. */
  rowName: string;
  measures: Measure[];
  rows: CardRow[];
  chart: {
    kind: 'bars' | 'lines';
    /** Which measures are drawn. */
    drawn: number[];
  };
}

type Made = Pick<CardModel, 'rowName' | 'measures' | 'rows' | 'chart'> &
  Partial<Pick<CardModel, 'headline' | 'link'>>;

const bars = (...drawn: number[]) => ({ kind: 'bars' as const, drawn });

function timesMeasures(t: Words): Measure[] {
  return [
    { name: t('insights.measure.decided'), kind: 'count' },
    { name: t('insights.measure.median'), kind: 'minutes' },
    { name: t('insights.measure.p90'), kind: 'minutes' },
  ];
}

const timesValues = ({ decided, medianMinutes, p90Minutes }: DecisionTimes) => [
  decided,
  medianMinutes,
  p90Minutes,
];

const DECIDED = { status: 'APPROVED,REJECTED' };
/** More ids than that make no link. */
const LINKED_ACCOUNTS = 25;

/** Makes the cards of one answer. */
class CardMaker {
  constructor(
    private readonly t: Words,
    private readonly insights: Insights,
    private readonly links: InsightsLinks,
  ) {}

  all(): CardModel[] {
    const { cards } = this.insights;
    return [
      this.#model('accounts', cards.accounts && this.#accounts()),
      this.#model('permissionSets', cards.permissionSets && this.#sets()),
      this.#model('reasons', cards.reasons && this.#reasons()),
      this.#model('expired', cards.expired && this.#expired()),
      this.#model('weeks', cards.weeks && this.#weeks()),
      this.#model('stages', cards.stages && this.#stages()),
      this.#model('accountTimes', cards.accountTimes && this.#accountTimes()),
      this.#model('ownerTimes', cards.ownerTimes && this.#ownerTimes()),
      this.#model('active', cards.active && this.#active()),
      this.#model('offHours', cards.offHours && this.#offHours()),
      this.#model('longRunning', cards.longRunning && this.#longRunning()),
      this.#model('repeated', cards.repeated && this.#repeated()),
      this.#model('covered', cards.repeated && this.#covered()),
    ];
  }

  #model(name: ChartName, made: Made | undefined): CardModel {
    const { t } = this;
    const { from, to } = this.insights.definitions.workingHours;
    return {
      name,
      title: t(`insights.card.${name}.title`),
      sentence: t(`insights.card.${name}.sentence`),
      definition: t(`insights.card.${name}.definition`, { from, to } as any),
      isFailed: made === undefined,
      rowName: '',
      measures: [],
      rows: [],
      chart: bars(),
      ...made,
    };
  }

  #account({ id, name }: InsightsAccount, more: Record<string, string> = {}) {
    return {
      key: id,
      label: name,
      to: this.links.history({ account: id, ...more }),
    };
  }

  #history(more: Record<string, string> = {}): CardModel['link'] {
    return {
      to: this.links.history(more),
      words: this.t('insights.toHistory'),
    };
  }

  #requests(): Measure {
    return { name: this.t('insights.measure.requests'), kind: 'count' };
  }

  #share(part: number, of: number): Value {
    return shareOf(this.t, part, of, this.insights.definitions.minItems);
  }

  #accounts(): Made {
    const { items } = this.insights.cards.accounts!;
    return {
      rowName: this.t('insights.account'),
      measures: [this.#requests()],
      rows: items.map(one => ({
        ...this.#account(one.account),
        values: [one.requests],
      })),
      chart: bars(0),
      link: this.#history(),
    };
  }

  #sets(): Made {
    const { items, custom } = this.insights.cards.permissionSets!;
    const rows = items.map(({ name, requests }) => ({
      key: name,
      label: name,
      to: this.links.history({ set: name, type: 'standard' }),
      values: [requests],
    }));
    const all = {
      key: '*',
      label: this.t('insights.custom'),
      to: this.links.history({ type: 'custom' }),
      values: [custom],
    };
    return {
      rowName: this.t('insights.set'),
      measures: [this.#requests()],
      rows: custom > 0 ? [...rows, all] : rows,
      chart: bars(0),
      link: this.#history(),
    };
  }

  #reasons(): Made {
    const { items } = this.insights.cards.reasons!;
    return {
      rowName: this.t('insights.reason'),
      measures: [this.#requests()],
      rows: items.map(({ code, requests }) => ({
        key: code,
        label: this.t(`insights.reasons.${code}`),
        to: this.links.history({ reason: code }),
        values: [requests],
      })),
      chart: bars(0),
      link: this.#history({ status: 'REJECTED' }),
    };
  }

  #expired(): Made {
    const { t } = this;
    const { items } = this.insights.cards.expired!;
    return {
      rowName: t('insights.account'),
      measures: [
        { name: t('insights.measure.share'), kind: 'share' },
        { name: t('insights.measure.expired'), kind: 'count' },
        { name: t('insights.measure.of'), kind: 'count' },
      ],
      rows: items.map(({ account, expired, of }) => ({
        ...this.#account(account, { status: 'EXPIRED' }),
        values: [this.#share(expired, of), expired, of],
      })),
      chart: bars(0),
      link: this.#history({ status: 'EXPIRED' }),
    };
  }

  #weeks(): Made {
    const { items } = this.insights.cards.weeks!;
    return {
      rowName: this.t('insights.week'),
      measures: [this.#requests(), ...timesMeasures(this.t)],
      rows: items.map(one => ({
        key: one.week,
        label: one.week,
        values: [one.requests, ...timesValues(one)],
      })),
      chart: { kind: 'lines', drawn: [2, 3] },
      link: this.#history(DECIDED),
    };
  }

  #stages(): Made {
    const { items } = this.insights.cards.stages!;
    return {
      rowName: this.t('insights.stage'),
      measures: timesMeasures(this.t),
      rows: items.map(one => ({
        key: one.stage,
        label: this.t(`insights.stages.${one.stage}`),
        values: timesValues(one),
      })),
      chart: bars(1, 2),
      link: this.#history({ ...DECIDED, type: 'custom' }),
    };
  }

  #accountTimes(): Made {
    const { items } = this.insights.cards.accountTimes!;
    return {
      rowName: this.t('insights.account'),
      measures: timesMeasures(this.t),
      rows: items.map(one => ({
        ...this.#account(one.account, DECIDED),
        values: timesValues(one),
      })),
      chart: bars(1, 2),
      link: this.#history(DECIDED),
    };
  }

  #ownerTimes(): Made {
    const { items } = this.insights.cards.ownerTimes!;
    return {
      rowName: this.t('insights.group'),
      measures: timesMeasures(this.t),
      rows: items.map(one => ({
        key: one.ref,
        label: one.name,
        to:
          one.accountIds.length <= LINKED_ACCOUNTS
            ? this.links.history({
                ...DECIDED,
                account: one.accountIds.join(','),
              })
            : undefined,
        values: timesValues(one),
      })),
      chart: bars(1, 2),
      link: this.#history(DECIDED),
    };
  }

  /** A row for each day, a line for each account. */
  #active(): Made {
    const { t } = this;
    const { days, items } = this.insights.cards.active!;
    const hasAny = items.length > 0;
    return {
      rowName: t('insights.day'),
      measures: items.map(({ account }) => ({
        name: account.name,
        kind: 'count' as const,
      })),
      rows: hasAny
        ? days.map((day, index) => ({
            key: day,
            label: day,
            values: items.map(({ atOnce }) => atOnce[index]),
          }))
        : [],
      chart: { kind: 'lines', drawn: items.map((_, index) => index) },
      link: this.#history({ session: 'granted' }),
    };
  }

  #offHours(): Made {
    const { t } = this;
    const card = this.insights.cards.offHours!;
    const share = this.#share(card.offHours, card.sessions);
    return {
      headline: t('insights.headline.offHours', {
        n: String(card.offHours),
        share:
          typeof share === 'number'
            ? t('insights.percent', { n: String(share) })
            : (share as { text: string }).text,
      }),
      rowName: t('insights.account'),
      measures: [
        { name: t('insights.measure.offHours'), kind: 'count' },
        { name: t('insights.measure.sessions'), kind: 'count' },
      ],
      rows: card.items.map(one => ({
        ...this.#account(one.account, { session: 'off-hours' }),
        values: [one.offHours, one.sessions],
      })),
      chart: bars(0),
      link: this.#history({ session: 'off-hours' }),
    };
  }

  #longRunning(): Made {
    const { t, links } = this;
    const card = this.insights.cards.longRunning!;
    return {
      headline: t('insights.headline.long', { n: String(card.now) }),
      rowName: t('insights.account'),
      measures: [
        { name: t('insights.measure.long'), kind: 'count' },
        { name: t('insights.measure.sessions'), kind: 'count' },
      ],
      rows: card.items.map(one => ({
        ...this.#account(one.account, { session: 'long' }),
        values: [one.long, one.sessions],
      })),
      chart: bars(0),
      link: links.longNow
        ? { to: links.longNow, words: t('insights.toSessions') }
        : this.#history({ session: 'long' }),
    };
  }

  #repeated(): Made {
    const { t } = this;
    const { items } = this.insights.cards.repeated!;
    return {
      rowName: t('insights.asked'),
      measures: [
        this.#requests(),
        { name: t('insights.measure.accounts'), kind: 'count' },
      ],
      rows: items.map(one => {
        const content = [
          ...one.managedPolicies.map(arn =>
            arn.slice(arn.lastIndexOf('/') + 1),
          ),
          ...(one.statements > 0 ? [t('insights.inline')] : []),
          ...(one.coveredBy
            ? [t('insights.covers', { name: one.coveredBy })]
            : []),
        ].join(', ');
        return {
          key: one.key,
          label: t('insights.askedFor', { name: one.name, content }),
          to: this.links.history({ asked: one.key }),
          values: [one.requests, one.accounts],
        };
      }),
      chart: bars(0),
      link: this.#history({ type: 'custom' }),
    };
  }

  #covered(): Made {
    const { covered } = this.insights.cards.repeated!;
    return {
      rowName: this.t('insights.set'),
      measures: [this.#requests()],
      rows: covered.map(({ name, requests }) => ({
        key: name,
        label: name,
        to: this.links.history({ coveredBy: name }),
        values: [requests],
      })),
      chart: bars(0),
      link: this.#history({ type: 'custom' }),
    };
  }
}

/** The cards of one answer, in the order of the page. */
export function cardModels(
  t: Words,
  insights: Insights,
  links: InsightsLinks,
): CardModel[] {
  return new CardMaker(t, insights, links).all();
}
