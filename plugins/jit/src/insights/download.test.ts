import { anInsights } from '../__testUtils__/insights';
import { CardModel } from './cardModels';
import { csvOf, jsonOf } from './download';

const card: CardModel = {
  name: 'expired',
  title: 'Expired requests by account',
  sentence: '',
  definition: '',
  isFailed: false,
  rowName: 'Account',
  measures: [
    { name: 'Share', kind: 'share' },
    { name: 'Median', kind: 'minutes' },
  ],
  rows: [
    { key: '1', label: '=cmd|"x"', values: [11, 25] },
    { key: '2', label: 'Staging, old', values: [{ text: '–' }, undefined] },
  ],
  chart: { kind: 'bars', drawn: [0] },
};

describe('the download', () => {
  it('has a line for each number, and no formula', () => {
    const lines = csvOf(anInsights(), [], [card]).split('\r\n');
    expect(lines[0]).toBe('\uFEFFcard,item,measure,unit,value');
    expect(lines.slice(1, 4)).toEqual([
      'range,from,,UTC,2026-08-25T13:05:00.000Z',
      'range,to,,UTC,2026-11-23T13:05:22Z',
      'range,computed at,,UTC,2026-11-23T13:05:22Z',
    ]);
    expect(lines.slice(4)).toEqual([
      `Expired requests by account,"'=cmd|""x""",Share,percent,11`,
      `Expired requests by account,"'=cmd|""x""",Median,minutes,25`,
      'Expired requests by account,"Staging, old",Share,percent,–',
      'Expired requests by account,"Staging, old",Median,minutes,',
      '',
    ]);
  });

  it.each(['=1', '+1', '-1', '@x', '\tx', '\rx'])('defuses %j', label => {
    const rows = [{ key: '1', label, values: [1, 2] }];
    const csv = csvOf(anInsights(), [], [{ ...card, rows }]);
    expect(csv).toContain(`'${label}`);
  });

  it('is what the server said, as JSON', () => {
    expect(JSON.parse(jsonOf(anInsights()))).toEqual(anInsights());
  });
});
