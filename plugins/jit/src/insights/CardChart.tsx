import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useTheme } from '@material-ui/core/styles';
import {
  Bar,
  BarChart,
  CartesianGrid,
  LabelList,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useNavigate } from 'react-router-dom';
import { useWords } from '../translation';
import { CardModel, CardRow } from './cardModels';
import { dashes, seriesColour } from './chartColours';
import { valueWords } from './measures';
import { summaryOf } from './summaryOf';

const BAR_HEIGHT = 30;
const LINES_HEIGHT = 240;
const NAME_WIDTH = 132;
const NAME_LENGTH = 30;

/** Names as long as there is room for; the table has the whole. */
function shortName(name: string): string {
  return name.length > NAME_LENGTH
    ? `${name.slice(0, NAME_LENGTH - 1)}…`
    : name;
}

/** What recharts draws: numbers alone, by the index of their measure. */
function points(card: CardModel) {
  return card.rows.map((row: CardRow) => ({
    label: row.label,
    to: row.to,
    ...Object.fromEntries(
      card.chart.drawn.map(index => [
        `m${index}`,
        typeof row.values[index] === 'number' ? row.values[index] : undefined,
      ]),
    ),
  }));
}

function useLook() {
  const theme = useTheme();
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const { text, divider, background } = theme.palette;
  return {
    theme,
    isAnimationActive: !isStill,
    tick: { fill: text.primary, fontSize: 12 },
    grid: divider,
    tooltip: {
      contentStyle: {
        backgroundColor: background.paper,
        borderColor: divider,
        color: text.primary,
      },
      itemStyle: { color: text.primary },
    },
  };
}

/** Stripes, dots and checks: bars that are told apart without colour. */
function Patterns(props: { id: string; colours: string[] }) {
  return (
    <defs>
      {props.colours.map((colour, index) => (
        <pattern
          // A series has its place and no other name
          // eslint-disable-next-line react/no-array-index-key
          key={index}
          id={`${props.id}-${index}`}
          width={8}
          height={8}
          patternUnits="userSpaceOnUse"
          patternTransform={index % 2 === 0 ? 'rotate(45)' : 'rotate(0)'}
        >
          <rect width={8} height={8} fill={colour} fillOpacity={0.28} />
          {index % 2 === 0 ? (
            <line y2={8} stroke={colour} strokeWidth={7} />
          ) : (
            <circle cx={4} cy={4} r={2} fill={colour} />
          )}
        </pattern>
      ))}
    </defs>
  );
}

function Bars({ card }: { card: CardModel }) {
  const t = useWords();
  const look = useLook();
  const navigate = useNavigate();
  const { drawn } = card.chart;
  const colours = drawn.map((_, index) => seriesColour(look.theme, index));
  const id = `pattern-${card.name}`;
  const rows = Math.max(1, card.rows.length) * drawn.length;
  return (
    <ResponsiveContainer width="100%" height={rows * BAR_HEIGHT + 56}>
      <BarChart
        data={points(card)}
        layout="vertical"
        margin={{ right: 64 }}
        accessibilityLayer={false}
      >
        <Patterns id={id} colours={colours} />
        <XAxis
          type="number"
          tick={look.tick}
          stroke={look.grid}
          allowDecimals={false}
          tickFormatter={value =>
            valueWords(t, card.measures[drawn[0]].kind, Number(value))
          }
        />
        <YAxis
          type="category"
          dataKey="label"
          width={NAME_WIDTH}
          tick={look.tick}
          stroke={look.grid}
          tickFormatter={shortName}
          interval={0}
        />
        <Tooltip
          {...look.tooltip}
          cursor={{ fill: look.grid }}
          isAnimationActive={look.isAnimationActive}
        />
        {drawn.length > 1 && <Legend itemSorter={null} />}
        {drawn.map((measure, index) => (
          <Bar
            key={card.measures[measure].name}
            dataKey={`m${measure}`}
            name={card.measures[measure].name}
            fill={`url(#${id}-${index})`}
            stroke={colours[index]}
            isAnimationActive={look.isAnimationActive}
            cursor="pointer"
            onClick={(bar: any) => bar?.payload?.to && navigate(bar.payload.to)}
          >
            <LabelList
              dataKey={`m${measure}`}
              position="right"
              fill={look.tick.fill}
              fontSize={12}
              formatter={(value: any) =>
                value === undefined
                  ? ''
                  : valueWords(t, card.measures[measure].kind, Number(value))
              }
            />
          </Bar>
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function Lines({ card }: { card: CardModel }) {
  const t = useWords();
  const look = useLook();
  return (
    <ResponsiveContainer width="100%" height={LINES_HEIGHT}>
      <LineChart
        data={points(card)}
        margin={{ right: 16, top: 8 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke={look.grid} vertical={false} />
        <XAxis
          dataKey="label"
          tick={look.tick}
          stroke={look.grid}
          minTickGap={24}
        />
        <YAxis
          tick={look.tick}
          stroke={look.grid}
          width={64}
          allowDecimals={false}
          tickFormatter={value =>
            valueWords(
              t,
              card.measures[card.chart.drawn[0]].kind,
              Number(value),
            )
          }
        />
        <Tooltip {...look.tooltip} isAnimationActive={look.isAnimationActive} />
        <Legend itemSorter={null} />
        {card.chart.drawn.map((measure, index) => (
          <Line
            key={card.measures[measure].name}
            dataKey={`m${measure}`}
            name={card.measures[measure].name}
            stroke={seriesColour(look.theme, index)}
            strokeDasharray={dashes[index % dashes.length]}
            strokeWidth={2}
            dot={card.rows.length <= 20}
            connectNulls
            isAnimationActive={look.isAnimationActive}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** The card's numbers as a picture; its name says in words what it shows. */
export function CardChart({ card }: { card: CardModel }) {
  const t = useWords();
  return (
    <div role="img" aria-label={summaryOf(t, card)}>
      {card.chart.kind === 'bars' ? (
        <Bars card={card} />
      ) : (
        <Lines card={card} />
      )}
    </div>
  );
}
