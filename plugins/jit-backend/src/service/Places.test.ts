import { Places } from './Places';

describe('Places', () => {
  it('are few, and one to a person', () => {
    const places = new Places(2);
    expect(places.take('dana')).toBeUndefined();
    expect(places.take('dana')).toBe('yours');
    expect(places.take('theo')).toBeUndefined();
    expect(places.take('theo')).toBe('yours');
    expect(places.take('omar')).toBe('full');
  });

  it('are free again once, however often it is said', () => {
    const places = new Places(1);
    places.take('dana');
    places.free('dana');
    places.free('dana');
    expect(places.take('theo')).toBeUndefined();
    expect(places.take('omar')).toBe('full');
  });
});
